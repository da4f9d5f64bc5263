import type { Cell, TableNotes } from '../../shared/domain/intake/cell.ts';
import type { FileProblemCode } from '../../shared/tabular/file-problem.ts';

/** A file as people and attackers send it, and what becomes of it. */
export interface CorpusFile {
  readonly name: string;
  /** What it is called; its bytes may say otherwise. */
  readonly format: 'csv' | 'xlsx';
  readonly make: () => Buffer;
  readonly expect: Refused | Read;
}

export interface Refused {
  readonly refused: FileProblemCode;
  readonly line?: number;
  /** Most bytes of the file that may have been read by then; twice its size unless said otherwise. */
  readonly within?: number;
}

export interface Read {
  readonly rows: number;
  readonly first?: readonly Cell[];
  readonly last?: readonly Cell[];
  /** Line of the last row. */
  readonly lastLine?: number;
  readonly notes?: Partial<TableNotes>;
  /** What it really is, where its name is wrong. */
  readonly format?: 'csv' | 'xlsx';
}

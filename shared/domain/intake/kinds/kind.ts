import type { Directory, Entry, Found, ImportKind } from '../entry.ts';
import type { Column } from '../column.ts';
import type { Filled } from '../values/clean.ts';
import type { Finding, Repair } from '../values/reading.ts';
import type { Place } from '../values/region.ts';

/** One thing of the register that a row names. */
export type Known = Exclude<Found, string>;

/** What rows are read against: the register, what the import is aimed at, and rows read before. */
export interface World {
  readonly directory: Directory;
  /** The sentra that the whole file is for. */
  readonly sentra: Known | undefined;
  /** The IKM that the whole file is for. */
  readonly ikm: Known | undefined;
  readonly place: (cell: Filled, province?: string) => Place;
  /** What rows taken before said in a column, the latest last; a few of them. */
  readonly before: (key: string) => readonly string[];
  readonly remember: (key: string, text: string) => void;
}

/** One row being understood: values by column key, and what was found on the way. */
export interface Draft {
  readonly values: Record<string, unknown>;
  /** Whether the column already has a problem, so that nothing more need be said of it. */
  readonly isFaulty: (key: string) => boolean;
  /** A problem that keeps the row out. */
  readonly fault: (key: string, finding: Finding) => void;
  /** A remark that does not. */
  readonly advise: (key: string, finding: Finding) => void;
}

/** What names a thing inside one file, so that a second row about it is found. */
export interface Trait {
  readonly key: string;
  readonly column: string;
  /** What people call it. */
  readonly word: string;
  readonly repair: Repair;
}

/** How files of one kind are understood. */
export interface RowKind<E extends Entry = Entry> {
  readonly kind: ImportKind;
  readonly columns: readonly Column[];
  /** What the template's help sheet says first. */
  readonly intro: readonly string[];
  /**
   * Completes the values from what stands around them and reports what does not fit; the entry when all is well. It is
   * called once per row, after all cells were read.
   */
  readonly finish: (draft: Draft, world: World) => E | undefined;
  /** A required value that is missing or unreadable: what to write instead. Undefined: nobody but the writer can know. */
  readonly instead: (key: string, draft: Draft, world: World) => Repair | undefined;
  /** Columns that a file with these other ones may leave out although rows need their value. */
  readonly given: (world: World, seen: ReadonlySet<string>) => readonly string[];
  readonly traits: (entry: E) => readonly Trait[];
}

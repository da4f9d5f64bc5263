import type { Imported } from '../intake/imported.ts';

/** The row that asks. */
export interface Asking {
  readonly importId: string;
  readonly line: number;
}

/**
 * What a row means for a thing that is there: `changed` and `created` repeat what this very row did before; `change` may be
 * written; `said-before` and `changed-elsewhere` are refused.
 */
export type Verdict = 'created' | 'changed' | 'same' | 'change' | 'said-before' | 'changed-elsewhere';

/**
 * Judges a row by the mark of the import before. Nothing that anybody else wrote is overwritten, and of two rows of one file
 * that say different things of one thing the first counts.
 * @param isSame whether the thing was last written from the very same row, or already is as the row says.
 */
export const judge = (
  { etag, imported }: { readonly etag: string; readonly imported?: Imported | undefined },
  isSame: boolean,
  { importId, line }: Asking,
): Verdict => {
  if (isSame) return imported?.importId === importId && imported.line === line ? imported.did : 'same';
  if (imported?.importId === importId) return 'said-before';
  return imported?.etag === etag ? 'change' : 'changed-elsewhere';
};

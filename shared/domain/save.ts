import { ProblemError } from './problem.ts';

/** What is stored of a thing that clients create by PUT: its version (the etag) and what it was created with. */
export interface Saved {
  readonly etag: string;
  /** Digest of the creating body: its repetition is answered with the current state, for ever. */
  readonly createdWith: string;
}

/**
 * What a PUT means: `create` when there is nothing yet, `repeat` when the creating body came again (no write), `change`
 * when `If-Match` names the present version.
 * @throws ProblemError `if-match-required` (another body, no etag), `stale-etag`, or `not-found` (an etag for a thing that is not
 * there: the same as for one outside the caller's scope, so that the answer tells nothing of it).
 */
export const decideSave = (
  existing: Saved | undefined,
  request: { readonly ifMatch: string | undefined; readonly digest: string },
): 'create' | 'repeat' | 'change' => {
  if (existing === undefined) {
    if (request.ifMatch !== undefined) throw new ProblemError('not-found');
    return 'create';
  }
  if (request.ifMatch === undefined) {
    if (existing.createdWith === request.digest) return 'repeat';
    throw new ProblemError('if-match-required');
  }
  if (request.ifMatch !== existing.etag) throw new ProblemError('stale-etag');
  return 'change';
};

/** The version after this one: etags are counted, `"1"` first. */
export const nextEtag = (etag: string | undefined): string => String(Number(etag ?? '0') + 1);

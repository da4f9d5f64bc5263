import type { StoredIkm } from './ikm-repository.ts';

/** Who holds a NIK or NIB at a site, and since when. */
export interface Lock {
  readonly ikmId: string;
  readonly at: string;
}

/** Longer than any function may take from its lock to its row. */
const pendingMs = 15 * 60_000;

/**
 * Whether a lock that stands is in the way of this IKM: not its own, and neither left behind by a writer that was killed nor
 * by a row that does not count on it.
 * @param holder what is kept of the IKM that the lock names.
 */
export const isHeld = (
  hash: string,
  lock: Lock,
  { ikmId, updatedAt }: Pick<StoredIkm, 'ikmId' | 'updatedAt'>,
  holder: { readonly locks: readonly string[] } | undefined,
): boolean => {
  if (lock.ikmId === ikmId) return false;
  return holder?.locks.includes(hash) === true || Date.parse(updatedAt) - Date.parse(lock.at) < pendingMs;
};

import * as z from 'zod';
import type { StoredIkm } from '../domain/ikm/ikm-repository.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { readItem, type Item } from './versioned-item.ts';

/** Who holds a NIK or NIB at a site, and since when. */
export const LockRow = z.object({ type: z.literal('identity'), ikmId: z.string(), at: z.string() });
export type LockRow = z.infer<typeof LockRow>;

export const toLockItem = (hash: string, { ikmId, keyVersion, updatedAt }: StoredIkm): Item => ({
  ...registerKeys.identity(hash),
  type: 'identity',
  ikmId,
  keyVersion,
  at: updatedAt,
});

/** Longer than any function may take from its lock to its row. */
const pendingMs = 15 * 60_000;

const Holder = z.object({ locks: z.array(z.string()) });

/** Whether a lock that stands may be taken by this IKM: it is its own, or nobody's, and not on its way. */
export const isFree = async (
  at: TableAt,
  hash: string,
  lock: LockRow,
  { ikmId, updatedAt }: Pick<StoredIkm, 'ikmId' | 'updatedAt'>,
): Promise<boolean> => {
  if (lock.ikmId === ikmId) return true;
  if (Date.parse(updatedAt) - Date.parse(lock.at) < pendingMs) return false;
  const holder = await readItem(at, registerKeys.ikm(lock.ikmId), Holder);
  return holder?.locks.includes(hash) !== true;
};

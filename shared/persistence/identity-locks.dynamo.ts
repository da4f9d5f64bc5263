import * as z from 'zod';
import type { StoredIkm } from '../domain/ikm/ikm-repository.ts';
import { isHeld } from '../domain/ikm/lock.ts';
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

const Holder = z.object({ locks: z.array(z.string()) });

/** Whether a lock that stands may be taken by this IKM. */
export const isFree = async (
  at: TableAt,
  hash: string,
  lock: LockRow,
  ikm: Pick<StoredIkm, 'ikmId' | 'updatedAt'>,
): Promise<boolean> => !isHeld(hash, lock, ikm, await readItem(at, registerKeys.ikm(lock.ikmId), Holder));

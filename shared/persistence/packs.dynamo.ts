import { Pack, packKeptMs, type Packs } from '../domain/pack/pack.ts';
import { nextEtag } from '../domain/save.ts';
import { toEpochSeconds } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { putItem, readItem, type Item } from './versioned-item.ts';

const toItem = (pack: Pack): Item => ({
  ...registerKeys.pack(pack.packId),
  type: 'pack',
  ...pack,
  expiresAt: toEpochSeconds(Date.parse(pack.createdAt) + packKeptMs),
});

/** Export packs in the register table. */
export const createPacks = (at: TableAt): Packs => ({
  read: (packId) => readItem(at, registerKeys.pack(packId), Pack),
  create: (pack) => putItem(at, toItem(pack), 'absent'),
  finish: async (pack) => {
    // a conflict means that another run finished it
    await putItem(at, toItem({ ...pack, state: 'ready', etag: nextEtag(pack.etag) }), { etag: pack.etag });
  },
});

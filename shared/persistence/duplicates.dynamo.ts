import { Duplicate, type Duplicates } from '../domain/duplicate/duplicate.ts';
import type { StoredIkm } from '../domain/ikm/ikm-repository.ts';
import type { TableAt } from './dynamo.ts';
import { toLockItem } from './identity-locks.dynamo.ts';
import { toIkmItem } from './ikm-repository.dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { readPage } from './page.ts';
import { areaStretches } from './register-list.ts';
import { putItem, readItem, transact, type Item, type Step } from './versioned-item.ts';

const toItem = (duplicate: Duplicate): Item => ({
  ...registerKeys.duplicate(duplicate.duplicateId),
  type: 'duplicate',
  ...duplicate,
  ...(duplicate.state === 'open' || duplicate.state === 'same'
    ? {
        waitingPk: `WAITING-DUPLICATE#${provinceOf(duplicate.regionCode)}`,
        waitingSk: `${duplicate.regionCode}#${duplicate.foundAt}#${duplicate.duplicateId}`,
      }
    : {}),
});

/** Pairs of likely duplicates, in the register table. */
export const duplicateRepository = (at: TableAt): Duplicates => ({
  read: (duplicateId) => readItem(at, registerKeys.duplicate(duplicateId), Duplicate),
  create: async (duplicate) => (await putItem(at, toItem(duplicate), 'absent')) === 'written',
  change: (duplicate, before) => putItem(at, toItem(duplicate), { etag: before.etag }),
  waiting: (areas, limit, position) => {
    // pairs are kept by kabupaten or kota: an office of a smaller area finds its own among them
    const kept = [...new Set(areas.map((area) => area.slice(0, 5)))];
    return readPage(at, {
      stretches: areaStretches('by-waiting', 'WAITING-DUPLICATE', kept),
      limit,
      position,
      parse: (item) => Duplicate.parse(item),
    });
  },
});

/** Versions before and after of one thing. */
interface Changed<Thing> {
  readonly before: Thing;
  readonly after: Thing;
}

/**
 * Writes a merge: both records, the locks that pass on, and the pair, all or nothing.
 * @returns `taken` when a lock of the kept record's site is held by a third one.
 */
export const writeMerge =
  (at: TableAt) =>
  async (
    kept: Changed<StoredIkm>,
    dropped: Changed<StoredIkm>,
    pair: Changed<Duplicate>,
  ): Promise<'written' | 'conflict' | 'taken'> => {
    const records: readonly Step[] = [
      ...[kept, dropped].map(({ before, after }): Step => ({ put: toIkmItem(after), expected: { etag: before.etag } })),
      { put: toItem(pair.after), expected: { etag: pair.before.etag } },
    ];
    const locks = kept.after.locks
      .filter((hash) => !kept.before.locks.includes(hash))
      .map((hash): Step => ({
        put: toLockItem(hash, kept.after),
        // the dropped record's own, which its step above holds fast
        expected: dropped.before.locks.includes(hash) ? 'any' : 'absent',
      }));
    const result = await transact(at, [...records, ...locks]);
    if (result.written) return 'written';
    return result.failed.some((step) => step < records.length) ? 'conflict' : 'taken';
  };

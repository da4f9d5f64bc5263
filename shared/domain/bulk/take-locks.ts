import type { StoredIkm } from '../ikm/ikm-repository.ts';
import { isHeld } from '../ikm/lock.ts';
import type { BulkStore, FoundIkm } from './store.ts';

/** What came of an IKM's locks: `taken`, held by another record, or by nobody yet (`busy`). */
export type Locked = 'taken' | 'busy' | FoundIkm;

/**
 * Takes the locks of many IKMs, no two of which want the same, before their rows are written: all of one IKM or none. A crash in between leaves locks that
 * nobody holds, which the same rows find to be their own.
 */
export const takeLocks = async (
  store: Pick<BulkStore, 'insertLocks' | 'locks' | 'ikms' | 'takeOver' | 'release'>,
  ikms: readonly StoredIkm[],
): Promise<ReadonlyMap<string, Locked>> => {
  const outcomes = new Map<string, Locked>(ikms.map(({ ikmId }) => [ikmId, 'taken']));
  const wanted = ikms.flatMap((ikm) => ikm.locks.map((hash) => ({ hash, ikm })));
  const there = await store.insertLocks(wanted);
  const met = wanted.filter(({ hash }) => there.has(hash));
  if (met.length === 0) return outcomes;

  const standing = await store.locks(met.map(({ hash }) => hash));
  const holders = await store.ikms([
    ...new Set(
      met.flatMap(({ hash, ikm }) => {
        const holder = standing.get(hash)?.ikmId;
        return holder === undefined || holder === ikm.ikmId ? [] : [holder];
      }),
    ),
  ]);
  for (const { hash, ikm } of met) {
    const lock = standing.get(hash);
    if (lock?.ikmId === ikm.ikmId) continue;
    const holder = lock === undefined ? undefined : holders.get(lock.ikmId);
    if (lock !== undefined && !isHeld(hash, lock, ikm, holder?.ikm) && (await store.takeOver(hash, lock, ikm)))
      continue;
    outcomes.set(ikm.ikmId, holder?.ikm.locks.includes(hash) === true ? holder : 'busy');
  }
  for (const ikm of ikms)
    if (outcomes.get(ikm.ikmId) !== 'taken')
      for (const hash of ikm.locks) if (!there.has(hash)) await store.release(hash, ikm.ikmId);
  return outcomes;
};

import type { IkmSummary } from '../domain/ikm/ikm.ts';
import type { IkmListing, IkmRepository, IkmWritten, StoredIkm } from '../domain/ikm/ikm-repository.ts';
import { toIkmSummary } from '../domain/ikm/view.ts';
import { isWithin } from '../domain/member/member.ts';
import { reachesThroughSentra, type Reach } from '../domain/member/reach.ts';
import { foundIn } from '../domain/text.ts';
import type { TableAt } from './dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { registerStretch, type Stretch } from './page.ts';
import { areasOf, areaStretches, readPageThenIds } from './register-list.ts';
import { isFree, LockRow, toLockItem } from './identity-locks.dynamo.ts';
import { IkmRow, toStoredIkm } from './rows/ikm-row.ts';
import { readItem, transact, type Expected, type Item, type Step } from './versioned-item.ts';

/** What stands in the register of an IKM that was just enrolled, or changed. */
export const toIkmItem = (ikm: StoredIkm): Item => ({
  ...registerKeys.ikm(ikm.ikmId),
  type: 'ikm',
  ...ikm,
  regionPk: `REGION-IKM#${provinceOf(ikm.regionCode)}`,
  regionSk: `${ikm.regionCode}#${ikm.ikmId}`,
  ...(ikm.sentraId === undefined ? {} : { sentraPk: `SENTRA-IKM#${ikm.sentraId}`, sentraSk: ikm.ikmId }),
  ...(ikm.state === 'submitted'
    ? {
        waitingPk: `WAITING-IKM#${provinceOf(ikm.regionCode)}`,
        waitingSk: `${ikm.regionCode}#${ikm.submittedAt ?? ikm.updatedAt}#${ikm.ikmId}`,
      }
    : {}),
});

const parseSummary = (item: unknown): IkmSummary => toIkmSummary(toStoredIkm(IkmRow.parse(item)).ikm);

const putLock = (hash: string, ikm: StoredIkm, expected: Expected): Step => ({ put: toLockItem(hash, ikm), expected });

/**
 * Writes an IKM with the locks it takes. A lock that is held by nobody is taken over: an import takes its locks before it
 * writes its rows, and may have been killed in between.
 */
const writeWithLocks = async (
  at: TableAt,
  ikm: StoredIkm,
  own: Step,
  taken: readonly string[],
  given: readonly Step[],
): Promise<IkmWritten> => {
  const first = await transact(at, [own, ...taken.map((hash) => putLock(hash, ikm, 'absent')), ...given]);
  if (first.written) return 'written';
  if (first.failed.includes(0)) return 'conflict';
  const held = taken.filter((_, n) => first.failed.includes(n + 1));
  const expected = new Map<string, Expected>();
  for (const hash of held) {
    const lock = await readItem(at, registerKeys.identity(hash), LockRow);
    if (lock === undefined) continue;
    if (!(await isFree(at, hash, lock, ikm))) return 'taken';
    expected.set(hash, { also: { ikmId: lock.ikmId, at: lock.at } });
  }
  const again = await transact(at, [
    own,
    ...taken.map((hash) => putLock(hash, ikm, expected.get(hash) ?? 'absent')),
    ...given,
  ]);
  if (again.written) return 'written';
  return again.failed.includes(0) ? 'conflict' : 'taken';
};

const bySentra = (sentraId: string): Stretch => registerStretch('by-sentra', `SENTRA-IKM#${sentraId}`);

/** What a list reads: index stretches first, then single IKMs of the caller's scope that no stretch shows. */
const planOf = (reach: Reach, { sentraId, sentraIsReached, state, regionCode }: IkmListing) => {
  const areas = areasOf(reach, regionCode);
  const inAreas = (ikm: IkmSummary): boolean => areas.some((area) => isWithin(ikm.regionCode, area));
  const inSentras = (ikm: IkmSummary): boolean => reachesThroughSentra(reach, ikm);
  // through a sentra only if all of it is reached: where a page ends would tell of IKMs outside
  if (sentraId !== undefined && sentraIsReached === true && (areas.length > 0 || reach.sentraIds.includes(sentraId))) {
    const stretches = [bySentra(sentraId)];
    const isMine = (ikm: IkmSummary): boolean => inAreas(ikm) || inSentras(ikm) || reach.ikmIds.includes(ikm.ikmId);
    return { stretches, isMine, ids: [], isElsewhere: () => true };
  }
  const byArea =
    state === 'submitted'
      ? areaStretches('by-waiting', 'WAITING-IKM', areas)
      : areaStretches('by-region', 'REGION-IKM', areas);
  return {
    stretches: [...byArea, ...(reach.everything ? [] : reach.sentraIds.map(bySentra))],
    isMine: (ikm: IkmSummary, { index }: Stretch): boolean =>
      index !== 'by-sentra' || (inSentras(ikm) && !inAreas(ikm)),
    ids: reach.everything ? [] : reach.ikmIds,
    isElsewhere: (ikm: IkmSummary): boolean => !inAreas(ikm) && !inSentras(ikm),
  };
};

/** IKMs in the register table, with the guard against enrolling one firm twice. */
export const createIkmRepository = (at: TableAt): IkmRepository => ({
  get: async (ikmId) => {
    const ikm = await readItem(at, registerKeys.ikm(ikmId), IkmRow);
    return ikm === undefined ? undefined : toStoredIkm(ikm);
  },

  create: (ikm) => writeWithLocks(at, ikm, { put: toIkmItem(ikm), expected: 'absent' }, ikm.locks, []),

  change: (ikm, before) =>
    writeWithLocks(
      at,
      ikm,
      { put: toIkmItem(ikm), expected: { etag: before.etag } },
      ikm.locks.filter((hash) => !before.locks.includes(hash)),
      before.locks
        .filter((hash) => !ikm.locks.includes(hash))
        // its own since the version before, which the first step holds fast
        .map((hash): Step => ({ remove: registerKeys.identity(hash), expected: 'any' })),
    ),

  list: (reach, question, limit, position) => {
    const { stretches, isMine, ids, isElsewhere } = planOf(reach, question);
    const { sentraId, state, regionCode, komoditas, q } = question;
    const fits = (ikm: IkmSummary): boolean =>
      (sentraId === undefined || ikm.sentraId === sentraId) &&
      (state === undefined || ikm.state === state) &&
      (regionCode === undefined || isWithin(ikm.regionCode, regionCode)) &&
      (komoditas === undefined || ikm.komoditas === komoditas) &&
      (q === undefined || foundIn(ikm.businessName, q));
    // a question that the stretches answer by themselves needs no filter, and reads no more than it shows
    const isPlain = stretches.every(({ index }) =>
      index === 'by-sentra'
        ? reach.everything && [state, regionCode, komoditas, q].every((each) => each === undefined)
        : [index === 'by-waiting' ? undefined : state, sentraId, komoditas, q].every((each) => each === undefined),
    );
    return readPageThenIds(at, {
      stretches,
      ids,
      limit,
      position,
      parse: parseSummary,
      keep: isPlain ? undefined : (ikm, stretch) => isMine(ikm, stretch) && fits(ikm),
      keepById: (ikm) => isElsewhere(ikm) && fits(ikm),
      readById: async (ikmId) => {
        const row = await readItem(at, registerKeys.ikm(ikmId), IkmRow);
        return row === undefined ? undefined : toIkmSummary(toStoredIkm(row).ikm);
      },
    });
  },
});

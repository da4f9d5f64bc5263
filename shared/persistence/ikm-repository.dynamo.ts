import { QueryCommand } from '@aws-sdk/lib-dynamodb';
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
import { DataKeyRow, toDataKeyItem } from './rows/data-key-row.ts';
import { IkmRow } from './rows/ikm-row.ts';
import { readItem, transact, type Item, type Step, type Written } from './versioned-item.ts';

const toItem = (ikm: StoredIkm): Item => ({
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

const lockItem = (hash: string, { ikmId, keyVersion }: StoredIkm): Item => ({
  ...registerKeys.identity(hash),
  type: 'identity',
  ikmId,
  keyVersion,
});

const parseSummary = (item: unknown): IkmSummary => toIkmSummary(IkmRow.parse(item));

/** Steps before `locksFrom` are the IKM's own. */
const outcomeOf = (result: Written, locksFrom: number): IkmWritten => {
  if (result.written) return 'written';
  return result.failed.some((step) => step < locksFrom) ? 'conflict' : 'taken';
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
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': registerKeys.ikm(ikmId).pk },
        ConsistentRead: true,
      }),
    );
    const [ikm, key] = Items; // 'IKM' < 'KEY'
    if (ikm === undefined || key === undefined) return undefined;
    return { ikm: IkmRow.parse(ikm), key: DataKeyRow.parse(key) };
  },

  create: async (ikm, key) => {
    const own: Step[] = [
      { put: toItem(ikm), expected: 'absent' },
      { put: toDataKeyItem(registerKeys.ikmDataKey(ikm.ikmId), key), expected: 'absent' },
    ];
    const locks = ikm.locks.map((hash): Step => ({ put: lockItem(hash, ikm), expected: 'absent' }));
    return outcomeOf(await transact(at, [...own, ...locks]), own.length);
  },

  change: async (ikm, before) => {
    const own: Step[] = [{ put: toItem(ikm), expected: { etag: before.etag } }];
    const taken = ikm.locks
      .filter((hash) => !before.locks.includes(hash))
      .map((hash): Step => ({ put: lockItem(hash, ikm), expected: 'absent' }));
    const given = before.locks
      .filter((hash) => !ikm.locks.includes(hash))
      // its own since the version before, which the first step holds fast
      .map((hash): Step => ({ remove: registerKeys.identity(hash), expected: 'any' }));
    return outcomeOf(await transact(at, [...own, ...taken, ...given]), own.length);
  },

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
        return row === undefined ? undefined : toIkmSummary(row);
      },
    });
  },
});

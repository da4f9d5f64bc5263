import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isWithin } from '../domain/member/member.ts';
import type { Reach } from '../domain/member/reach.ts';
import { SentraSummary } from '../domain/sentra/sentra.ts';
import type { SentraQuestion, SentraRepository, StoredSentra } from '../domain/sentra/sentra-repository.ts';
import { foundIn } from '../domain/text.ts';
import type { TableAt } from './dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { areasOf, areaStretches, readPageThenIds } from './register-list.ts';
import { DataKeyRow, toDataKeyItem } from './rows/data-key-row.ts';
import { SentraRow } from './rows/sentra-row.ts';
import { putItem, readItem, transact, type Item } from './versioned-item.ts';

const toItem = (sentra: StoredSentra): Item => ({
  ...registerKeys.sentra(sentra.sentraId),
  type: 'sentra',
  ...sentra,
  regionPk: `REGION-SENTRA#${provinceOf(sentra.regionCode)}`,
  regionSk: `${sentra.regionCode}#${sentra.sentraId}`,
});

/** zod drops what a summary does not name: keys and the sealed part. */
const Summary = SentraSummary.strip();
const parseSummary = (item: unknown): SentraSummary => Summary.parse(item);

const answers = ({ regionCode, komoditas, kind, q }: SentraQuestion) => {
  const asksMore = [komoditas, kind, q].some((each) => each !== undefined);
  const keep = (sentra: SentraSummary): boolean =>
    (regionCode === undefined || isWithin(sentra.regionCode, regionCode)) &&
    (komoditas === undefined || sentra.komoditas === komoditas) &&
    (kind === undefined || sentra.kind === kind) &&
    (q === undefined || foundIn(sentra.name, q));
  return { asksMore, keep };
};

/** Sentras in the register table. */
export const createSentraRepository = (at: TableAt): SentraRepository => ({
  get: async (sentraId) => {
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': registerKeys.sentra(sentraId).pk },
        ConsistentRead: true,
      }),
    );
    const [key, sentra] = Items; // 'KEY' < 'SENTRA'
    if (key === undefined || sentra === undefined) return undefined;
    return { sentra: SentraRow.parse(sentra), key: DataKeyRow.parse(key) };
  },

  create: async (sentra, key) => {
    const { written } = await transact(at, [
      { put: toItem(sentra), expected: 'absent' },
      { put: toDataKeyItem(registerKeys.sentraDataKey(sentra.sentraId), key), expected: 'absent' },
    ]);
    return written;
  },

  change: async (sentra, from) => (await putItem(at, toItem(sentra), { etag: from })) === 'written',

  list: async (reach: Reach, question, limit, position) => {
    const { asksMore, keep } = answers(question);
    const inAreas = ({ regionCode }: SentraSummary): boolean =>
      reach.everything || reach.areas.some((area) => isWithin(regionCode, area));
    return readPageThenIds(at, {
      stretches: areaStretches('by-region', 'REGION-SENTRA', areasOf(reach, question.regionCode)),
      ids: reach.everything ? [] : reach.sentraIds,
      limit,
      position,
      parse: parseSummary,
      keep: asksMore ? keep : undefined,
      keepById: (sentra) => keep(sentra) && !inAreas(sentra),
      readById: (sentraId) => readItem(at, registerKeys.sentra(sentraId), Summary),
    });
  },
});

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Paper } from '../domain/paper/paper.ts';
import type { Papers } from '../domain/paper/store.ts';
import { nextEtag } from '../domain/save.ts';
import { toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerIndexes, registerKeys } from './keys.ts';
import { readPage, registerStretch, type Stretch } from './page.ts';
import { areaStretches } from './register-list.ts';
import { fromPaperRow, paperDuePk, PaperRow, toPaperRow } from './rows/paper-row.ts';
import { putItem, readItem } from './versioned-item.ts';

const parse = (item: unknown): Paper => fromPaperRow(PaperRow.parse(item));

/** Legality papers in the register table. */
export const createPapers = (at: TableAt, clock: Clock): Papers => ({
  read: async (ikmId, paperId) => {
    const row = await readItem(at, registerKeys.paper(ikmId, paperId), PaperRow);
    return row && fromPaperRow(row);
  },

  ofIkm: async (ikmId) => {
    const { pk, sk } = registerKeys.paper(ikmId, '');
    // 60 papers of 3 kB at most: one answer
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
        ConsistentRead: true,
      }),
    );
    return Items.map(parse);
  },

  write: (before, after) =>
    putItem(
      at,
      toPaperRow({ ...after, revision: nextEtag(before?.revision) }, clock()),
      before === undefined ? 'absent' : { etag: before.etag, also: { revision: before.revision } },
    ),
});

/** Papers of one shard whose reminder's moment has come, the longest waiting first. */
export const createDuePapers =
  (at: TableAt, clock: Clock) =>
  async (shard: number, limit: number): Promise<readonly Paper[]> => {
    const { pk, sk } = registerIndexes['by-waiting'];
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        IndexName: 'by-waiting',
        KeyConditionExpression: '#pk = :pk AND #sk <= :now',
        ExpressionAttributeNames: { '#pk': pk, '#sk': sk },
        ExpressionAttributeValues: { ':pk': paperDuePk(shard), ':now': `${toIso(clock())}~` },
        Limit: limit,
      }),
    );
    return Items.map(parse);
  };

/** Papers that end soon or have ended: of these IKMs, and in these areas; from indexes, so they may lag by a moment. */
export const createEndingPapers =
  (at: TableAt) =>
  async (
    { ikmIds, areas }: { readonly ikmIds: readonly string[]; readonly areas: readonly string[] },
    limit: number,
  ): Promise<readonly Paper[]> => {
    const stretches: readonly Stretch[] = [
      ...areaStretches('by-region', 'PAPER-ENDING', areas),
      ...ikmIds.map((ikmId) => registerStretch('by-ikm', `PAPER-ENDING#${ikmId}`)),
    ];
    const { rows } = await readPage(at, { stretches, limit, position: undefined, parse });
    return [...new Map(rows.map((paper) => [paper.paperId, paper])).values()];
  };

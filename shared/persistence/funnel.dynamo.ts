import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { FunnelOfIkm } from '../domain/funnel/funnel.ts';
import type { FunnelRecords, FunnelStore } from '../domain/funnel/store.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import type { Position } from './page.ts';
import { putItem, readItem, transact, type Step } from './versioned-item.ts';

/** The funnel of each IKM, and its counters, in the register table. */
export const createFunnelStore = (at: TableAt): FunnelStore => ({
  read: (ikmId) => readItem(at, registerKeys.funnel(ikmId), FunnelOfIkm),

  write: async (before, after, changes) => {
    const { written } = await transact(at, [
      {
        put: { ...registerKeys.funnel(after.ikmId), type: 'funnel', ...after },
        expected: before === undefined ? 'absent' : { etag: before.etag },
      },
      ...changes.map(({ whole, programme, part, amounts }): Step => ({
        count: registerKeys.reached(whole, programme, part),
        type: 'reached',
        amounts,
      })),
    ]);
    return written ? 'written' : 'conflict';
  },
});

const IkmFactsRow = z.object({
  regionCode: z.string(),
  sentraId: z.string().optional(),
  state: z.string(),
  mergedInto: z.string().optional(),
  createdAt: z.string(),
  history: z.array(z.object({ step: z.string(), at: z.string() })).default([]),
});
const SentraFactsRow = z.object({
  regionCode: z.string(),
  programmes: z.array(z.object({ name: z.string() })).optional(),
});
const TrainingRow = z
  .object({ programme: z.string().optional(), days: z.record(z.string(), z.unknown()) })
  .transform(({ programme, days }) => ({ programme, days: Object.keys(days) }));

/** The records that the funnel is drawn from, in the register table. */
export const createFunnelRecords = (at: TableAt): FunnelRecords => ({
  ikm: (ikmId) => readItem(at, registerKeys.ikm(ikmId), IkmFactsRow),
  sentra: (sentraId) => readItem(at, registerKeys.sentra(sentraId), SentraFactsRow),
  training: async (ikmId) => {
    const { pk, sk } = registerKeys.training(ikmId, '');
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => TrainingRow.parse(item));
  },
});

const RoundRow = z.object({ position: z.record(z.string(), z.string()).optional() });

/** How far looking through all IKMs came. */
export const createFunnelRound = (at: TableAt) => ({
  read: async (): Promise<Position | undefined> => (await readItem(at, registerKeys.funnelRound(), RoundRow))?.position,
  save: async (position: Position | undefined): Promise<void> => {
    const row = { ...registerKeys.funnelRound(), type: 'funnel-round' };
    await putItem(at, { ...row, ...(position !== undefined && { position }) }, 'any');
  },
});

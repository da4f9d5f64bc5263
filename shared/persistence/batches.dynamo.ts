import * as z from 'zod';
import { Batch, Training, type Batches, type Trainings } from '../domain/batch/batch.ts';
import type { TableAt } from './dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { readPage, registerStretch } from './page.ts';
import { areaStretches } from './register-list.ts';
import { putItem, readItem, transact, type Item, type Step } from './versioned-item.ts';

const SeatsRow = z.object({ taken: z.int() });

/** Batches of training in the register table. */
export const createBatches = (at: TableAt): Batches => ({
  read: (batchId) => readItem(at, registerKeys.batch(batchId), Batch),

  write: (before, after) =>
    putItem(
      at,
      {
        ...registerKeys.batch(after.batchId),
        type: 'batch',
        ...after,
        regionPk: `REGION-BATCH#${provinceOf(after.regionCode)}`,
        regionSk: `${after.regionCode}#${after.from}#${after.batchId}`,
      },
      before === undefined ? 'absent' : { etag: before.etag },
    ),

  page: (areas, limit, position) =>
    readPage(at, {
      stretches: areaStretches('by-region', 'REGION-BATCH', areas),
      limit,
      position,
      parse: (item) => Batch.parse(item),
    }),

  taken: async (batchId) => (await readItem(at, registerKeys.seats(batchId), SeatsRow))?.taken ?? 0,
});

const toItem = (training: Training): Item => ({
  ...registerKeys.training(training.ikmId, training.batchId),
  type: 'training',
  ...training,
  regionPk: `PARTICIPANTS#${training.batchId}`,
  regionSk: training.ikmId,
});

const seats = (batchId: string, by: 1 | -1, quota?: number): Step => ({
  count: registerKeys.seats(batchId),
  type: 'seats',
  amounts: { taken: by },
  ...(quota !== undefined && { below: { name: 'taken', most: quota } }),
});

/** Parts of IKMs in batches, each in its IKM's partition; a seat is taken or given back together with them. */
export const createTrainings = (at: TableAt): Trainings => ({
  read: (ikmId, batchId) => readItem(at, registerKeys.training(ikmId, batchId), Training),

  join: async (training, quota) => {
    const result = await transact(at, [
      { put: toItem(training), expected: 'absent' },
      seats(training.batchId, 1, quota),
    ]);
    if (result.written) return 'written';
    return result.failed.includes(0) ? 'conflict' : 'full';
  },

  change: (before, after) => putItem(at, toItem(after), { etag: before.etag }),

  leave: async ({ ikmId, batchId, etag }) => {
    const { written } = await transact(at, [
      { remove: registerKeys.training(ikmId, batchId), expected: { etag } },
      seats(batchId, -1),
    ]);
    return written ? 'written' : 'conflict';
  },

  ofBatch: (batchId, limit, position) =>
    readPage(at, {
      stretches: [registerStretch('by-region', `PARTICIPANTS#${batchId}`)],
      limit,
      position,
      parse: (item) => Training.parse(item),
    }),
});

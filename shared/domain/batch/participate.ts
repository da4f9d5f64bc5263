import type { IkmId } from '../ids.ts';
import { toIso } from '../time.ts';
import { untilWritten } from '../until-written.ts';
import type { Batch, Training, Trainings } from './batch.ts';

/** An IKM that takes part in a batch from now on, without a day yet. */
export const newTraining = ({ batchId, programme }: Batch, ikmId: IkmId, nowMs: number): Training => ({
  ikmId,
  batchId,
  etag: '1',
  ...(programme !== undefined && { programme }),
  registeredAt: toIso(nowMs),
  days: {},
});

/** Reads an IKM's part in a batch; takes a seat for it when it has none. */
export const takePart = (
  { read, join }: Pick<Trainings, 'read' | 'join'>,
  quota: number,
  first: Training,
): Promise<{ readonly training: Training; readonly isNew: boolean } | 'full'> =>
  untilWritten(async () => {
    const training = await read(first.ikmId, first.batchId);
    if (training !== undefined) return { training, isNew: false };
    const joined = await join(first, quota);
    return joined === 'written' ? { training: first, isNew: true } : joined;
  });

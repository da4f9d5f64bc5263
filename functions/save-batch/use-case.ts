import {
  newBatch,
  toBatchView,
  type Batch,
  type BatchBody,
  type Batches,
  type BatchView,
} from '../../shared/domain/batch/batch.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import type { BatchId } from '../../shared/domain/ids.ts';
import { isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { decideSave } from '../../shared/domain/save.ts';
import type { Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface SaveBatchDeps {
  readonly batches: Pick<Batches, 'read' | 'write' | 'taken'>;
  readonly clock: Clock;
}

export interface SaveBatchInput {
  readonly batchId: BatchId;
  readonly body: BatchBody;
  readonly ifMatch: string | undefined;
}

const programmeFixed = (): ProblemError =>
  new ProblemError('bad-request', [
    {
      path: 'programme',
      code: 'programme-fixed',
      message: {
        id: 'Program tidak bisa diganti karena sudah ada peserta. Buat angkatan lain untuk program lain.',
        en: 'The programme is fixed as there are participants. Make another batch for another programme.',
      },
    },
  ]);

/**
 * Makes a batch, or changes it. Officers within their regions. A lower quota sends nobody away.
 * @throws ProblemError `bad-request`, `forbidden`, `not-found`, `unknown-region`; what `decideSave` throws
 */
export const saveBatch =
  ({ batches, clock }: SaveBatchDeps) =>
  async (
    caller: Caller,
    { batchId, body, ifMatch }: SaveBatchInput,
  ): Promise<{ readonly created: boolean; readonly batch: BatchView }> => {
    assertMember(caller);
    assertKnownRegion(body.regionCode);
    const digest = digestOf(body);
    return untilWritten(async () => {
      const before = await batches.read(batchId);
      const taken = await batches.taken(batchId);
      // asked first, so that the answer for a foreign region does not tell whether the id is in use
      if (before !== undefined && !isAllowed(caller, before, officers)) throw new ProblemError('not-found');
      if (!isAllowed(caller, body, officers)) throw new ProblemError('forbidden');
      if (decideSave(before, { ifMatch, digest }) === 'repeat' && before !== undefined)
        return { created: false, batch: toBatchView(before, taken) };
      if (before !== undefined && before.programme !== body.programme && taken > 0) throw programmeFixed();
      const after: Batch = newBatch(before, { batchId, body, digest, nowMs: clock() });
      return (await batches.write(before, after)) === 'written'
        ? { created: before === undefined, batch: toBatchView(after, taken) }
        : 'conflict';
    });
  };

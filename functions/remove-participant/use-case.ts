import type { Batches, Trainings } from '../../shared/domain/batch/batch.ts';
import { reachBatch } from '../../shared/domain/batch/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface RemoveParticipantDeps {
  readonly batches: Pick<Batches, 'read'>;
  readonly trainings: Pick<Trainings, 'read' | 'leave'>;
}

/**
 * Takes an IKM out of a batch, which frees its seat; one that is not in it needs nothing.
 * @throws ProblemError `not-a-member`, `not-found`; `wrong-state` for one that came already
 */
export const removeParticipant =
  ({ batches, trainings }: RemoveParticipantDeps) =>
  async (caller: Caller, { batchId, ikmId }: { readonly batchId: string; readonly ikmId: string }): Promise<void> => {
    await reachBatch({ batches }, caller, batchId);
    await untilWritten(async () => {
      const training = await trainings.read(ikmId, batchId);
      if (training === undefined) return 'written';
      if (Object.keys(training.days).length > 0) throw new ProblemError('wrong-state');
      return trainings.leave(training);
    });
  };

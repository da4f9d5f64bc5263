import type { Batches, Trainings } from '../../shared/domain/batch/batch.ts';
import { newTraining, takePart } from '../../shared/domain/batch/participate.ts';
import { toParticipantView, type ParticipantView } from '../../shared/domain/batch/participant-view.ts';
import { reachBatch } from '../../shared/domain/batch/reach.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import { officers, type Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface SaveParticipantDeps extends ReachIkmDeps {
  readonly batches: Pick<Batches, 'read'>;
  readonly trainings: Pick<Trainings, 'read' | 'join'>;
  readonly nameOf: (ikmId: string) => Promise<string>;
  readonly clock: Clock;
}

/**
 * Puts an IKM of the register into a batch; a repetition changes nothing.
 * @throws ProblemError `not-found`, `forbidden`, `batch-full`; `wrong-state` for a closed IKM or a cancelled batch
 */
export const saveParticipant =
  ({ batches, trainings, placeOfIkm, nameOf, clock }: SaveParticipantDeps) =>
  async (
    caller: Caller,
    { batchId, ikmId }: { readonly batchId: string; readonly ikmId: IkmId },
  ): Promise<{ readonly created: boolean; readonly participant: ParticipantView }> => {
    const batch = await reachBatch({ batches }, caller, batchId);
    const { state } = await reachIkm({ placeOfIkm }, caller, ikmId, officers);
    if (state === 'closed' || batch.state === 'cancelled') throw new ProblemError('wrong-state');
    const part = await takePart(trainings, batch.quota, newTraining(batch, ikmId, clock()));
    if (part === 'full') throw new ProblemError('batch-full');
    return { created: part.isNew, participant: toParticipantView(part.training, await nameOf(ikmId)) };
  };

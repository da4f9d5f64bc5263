import type { Batches, Trainings } from '../../shared/domain/batch/batch.ts';
import { toParticipantView, type ParticipantView } from '../../shared/domain/batch/participant-view.ts';
import { reachBatch } from '../../shared/domain/batch/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

type Position = Record<string, string>;
interface Page {
  readonly rows: readonly ParticipantView[];
  readonly position: Position | undefined;
}

export interface ListParticipantsDeps {
  readonly batches: Pick<Batches, 'read'>;
  readonly trainings: Pick<Trainings, 'ofBatch'>;
  readonly nameOf: (ikmId: string) => Promise<string>;
}

/** The attendance list of a batch, by IKM id. @throws ProblemError `not-a-member`, `not-found` */
export const listParticipants =
  ({ batches, trainings, nameOf }: ListParticipantsDeps) =>
  async (caller: Caller, batchId: string, limit: number, from: Position | undefined): Promise<Page> => {
    await reachBatch({ batches }, caller, batchId);
    const { rows, position } = await trainings.ofBatch(batchId, limit, from);
    const views = rows.map(async (training) => toParticipantView(training, await nameOf(training.ikmId)));
    return { rows: await Promise.all(views), position };
  };

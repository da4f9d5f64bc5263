import { toBatchView, type Batches, type BatchView } from '../../shared/domain/batch/batch.ts';
import { reachBatch } from '../../shared/domain/batch/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface GetBatchDeps {
  readonly batches: Pick<Batches, 'read' | 'taken'>;
}

/** @throws ProblemError `not-a-member`, `not-found` */
export const getBatch =
  ({ batches }: GetBatchDeps) =>
  async (caller: Caller, batchId: string): Promise<BatchView> =>
    toBatchView(await reachBatch({ batches }, caller, batchId), await batches.taken(batchId));

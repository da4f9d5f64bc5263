import { isAllowed, officers, type Caller } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';
import type { Batch, Batches } from './batch.ts';

export interface ReachBatchDeps {
  readonly batches: Pick<Batches, 'read'>;
}

/** A batch in an officer's region. @throws ProblemError `not-a-member`; `not-found` for everybody else */
export const reachBatch = async ({ batches }: ReachBatchDeps, caller: Caller, batchId: string): Promise<Batch> => {
  assertMember(caller);
  const batch = await batches.read(batchId);
  if (batch === undefined || !isAllowed(caller, batch, officers)) throw new ProblemError('not-found');
  return batch;
};

import { signPass } from '../../shared/domain/batch/attendance-code.ts';
import type { Batches } from '../../shared/domain/batch/batch.ts';
import { reachBatch } from '../../shared/domain/batch/reach.ts';
import type { HashIdentity } from '../../shared/domain/identity/sealer.ts';
import type { BatchId } from '../../shared/domain/ids.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetAttendanceCodeDeps {
  readonly batches: Pick<Batches, 'read'>;
  readonly hashIdentity: HashIdentity;
}

const noBatchDay = (from: string, to: string): ProblemError =>
  new ProblemError('bad-request', [
    {
      path: 'day',
      code: 'no-batch-day',
      message: { id: `Pilih hari antara ${from} dan ${to}.`, en: `Choose a day from ${from} to ${to}.` },
    },
  ]);

/** The code that participants scan on a day of a batch. @throws ProblemError `bad-request`, `not-found`, `not-a-member` */
export const getAttendanceCode =
  ({ batches, hashIdentity }: GetAttendanceCodeDeps) =>
  async (caller: Caller, { batchId, day }: { readonly batchId: BatchId; readonly day: string }): Promise<string> => {
    const { from, to } = await reachBatch({ batches }, caller, batchId);
    if (day < from || day > to) throw noBatchDay(from, to);
    return signPass(hashIdentity, { kind: 'day', batchId, day });
  };

import { toBatchView, type Batches, type BatchView } from '../../shared/domain/batch/batch.ts';
import { officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { provinces } from '../../shared/domain/region/provinces.ts';

type Position = Record<string, string>;

export interface ListBatchesDeps {
  readonly batches: Pick<Batches, 'page' | 'taken'>;
}

/** Batches in the caller's regions, by region and first day. @throws ProblemError `not-a-member`, `forbidden` */
export const listBatches =
  ({ batches }: ListBatchesDeps) =>
  async (
    caller: Caller,
    limit: number,
    from: Position | undefined,
  ): Promise<{ readonly rows: readonly BatchView[]; readonly position: Position | undefined }> => {
    assertMember(caller);
    const { everything, areas } = reachOf(caller, officers);
    if (!everything && areas.length === 0) throw new ProblemError('forbidden');
    const { rows, position } = await batches.page(everything ? provinces : areas, limit, from);
    const views = rows.map(async (batch) => toBatchView(batch, await batches.taken(batch.batchId)));
    return { rows: await Promise.all(views), position };
  };

import { country } from '../../shared/domain/funnel/cells.ts';
import type { ReachedCounts } from '../../shared/domain/funnel/counts.ts';
import { officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { provinces } from '../../shared/domain/region/provinces.ts';
import { toTargetView, type Targets, type TargetView } from '../../shared/domain/target/target.ts';

type Position = Record<string, string>;

export interface ListTargetsDeps {
  readonly targets: Pick<Targets, 'page'>;
  readonly counts: ReachedCounts;
}

/** Targets of the caller's regions. @throws ProblemError `not-a-member`, `forbidden` */
export const listTargets =
  ({ targets, counts }: ListTargetsDeps) =>
  async (
    caller: Caller,
    limit: number,
    from: Position | undefined,
  ): Promise<{ readonly rows: readonly TargetView[]; readonly position: Position | undefined }> => {
    assertMember(caller);
    const { everything, areas } = reachOf(caller, officers);
    if (!everything && areas.length === 0) throw new ProblemError('forbidden');
    const { rows, position } = await targets.page(everything ? [country, ...provinces] : areas, limit, from);
    return { rows: await Promise.all(rows.map((target) => toTargetView(counts, target))), position };
  };

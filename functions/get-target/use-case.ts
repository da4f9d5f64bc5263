import type { ReachedCounts } from '../../shared/domain/funnel/counts.ts';
import { isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toTargetView, type Targets, type TargetView } from '../../shared/domain/target/target.ts';

export interface GetTargetDeps {
  readonly targets: Pick<Targets, 'read'>;
  readonly counts: ReachedCounts;
}

/** A target of a region in the caller's scope. @throws ProblemError `not-a-member`, `not-found` */
export const getTarget =
  ({ targets, counts }: GetTargetDeps) =>
  async (caller: Caller, targetId: string): Promise<TargetView> => {
    assertMember(caller);
    const target = await targets.read(targetId);
    if (target === undefined || !isAllowed(caller, target, officers)) throw new ProblemError('not-found');
    return toTargetView(counts, target);
  };

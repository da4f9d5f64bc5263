import { digestOf } from '../../shared/domain/digest.ts';
import type { ReachedCounts } from '../../shared/domain/funnel/counts.ts';
import type { TargetId } from '../../shared/domain/ids.ts';
import { isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { decideSave, nextEtag } from '../../shared/domain/save.ts';
import {
  toTargetView,
  type Target,
  type TargetBody,
  type Targets,
  type TargetView,
} from '../../shared/domain/target/target.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface SaveTargetDeps {
  readonly targets: Pick<Targets, 'read' | 'write'>;
  readonly counts: ReachedCounts;
  readonly clock: Clock;
}

export interface SaveTargetInput {
  readonly targetId: TargetId;
  readonly body: TargetBody;
  readonly ifMatch: string | undefined;
}

/**
 * Sets a target. Officers within their regions; one for all of Indonesia is the ministry's.
 * @throws ProblemError `forbidden`, `not-found`, `unknown-region`; what `decideSave` throws
 */
export const saveTarget =
  ({ targets, counts, clock }: SaveTargetDeps) =>
  async (
    caller: Caller,
    { targetId, body, ifMatch }: SaveTargetInput,
  ): Promise<{ readonly created: boolean; readonly target: TargetView }> => {
    assertMember(caller);
    if (body.regionCode !== undefined) assertKnownRegion(body.regionCode);
    const digest = digestOf(body);
    const { created, target } = await untilWritten(async () => {
      const before = await targets.read(targetId);
      // asked first, so that the answer for a foreign region does not tell whether the id is in use
      if (before !== undefined && !isAllowed(caller, before, officers)) throw new ProblemError('not-found');
      if (!isAllowed(caller, body, officers)) throw new ProblemError('forbidden');
      if (decideSave(before, { ifMatch, digest }) === 'repeat' && before !== undefined)
        return { created: false, target: before };
      const at = toIso(clock());
      const after: Target = {
        targetId,
        etag: nextEtag(before?.etag),
        ...body,
        createdWith: before?.createdWith ?? digest,
        createdAt: before?.createdAt ?? at,
        updatedAt: at,
      };
      return (await targets.write(before, after)) === 'written'
        ? { created: before === undefined, target: after }
        : 'conflict';
    });
    return { created, target: await toTargetView(counts, target) };
  };

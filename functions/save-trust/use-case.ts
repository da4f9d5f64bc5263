import type { Trust, TrustBody, Trusts } from '../../shared/domain/curation/trust.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import { officers, type Caller } from '../../shared/domain/member/member.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface SaveTrustDeps extends ReachIkmDeps {
  readonly trusts: Trusts;
  readonly clock: Clock;
}

/**
 * Gives trust to an IKM or takes it. What stands already is no change.
 * @throws ProblemError `not-found` · `forbidden` for who is no officer · `stale-etag` · `wrong-state` to trust one that is not
 * approved
 */
export const saveTrust =
  ({ trusts, placeOfIkm, clock }: SaveTrustDeps) =>
  async (caller: Caller, ikmId: IkmId, { trusted, reason, etag }: TrustBody): Promise<Trust> => {
    const { state } = await reachIkm({ placeOfIkm }, caller, ikmId, officers);
    return untilWritten(async () => {
      const before = await trusts.read(ikmId);
      if (before?.trusted === trusted && before.reason === reason) return before;
      if (etag !== undefined && etag !== before?.etag) throw new ProblemError('stale-etag');
      if (trusted && state !== 'approved') throw new ProblemError('wrong-state');
      const after: Trust = {
        ikmId,
        etag: nextEtag(before?.etag),
        trusted,
        reason,
        by: caller.subject,
        at: toIso(clock()),
      };
      return (await trusts.write(before, after)) === 'conflict' ? 'conflict' : after;
    });
  };

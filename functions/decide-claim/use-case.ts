import {
  shownStateOf,
  type Claim,
  type ClaimDecision,
  type IncomingClaimView,
} from '../../shared/domain/claim/claim.ts';
import type { Claims } from '../../shared/domain/claim/claims.ts';
import { toIncomingView, type ShowClaimDeps } from '../../shared/domain/claim/show-claim.ts';
import type { ClaimId } from '../../shared/domain/ids.ts';
import type { StoredMember } from '../../shared/domain/member/member-repository.ts';
import { isAllowed, officers, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';

export interface DecideClaimDeps extends ShowClaimDeps {
  readonly claims: Pick<Claims, 'get' | 'decide'>;
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly clock: Clock;
}

/** Times a write that met another one is looked at again. */
const attempts = 3;

const stateAfter = { approve: 'approved', refuse: 'refused' } as const;

const coaching = (member: StoredMember, ikmId: string, at: IsoInstant): StoredMember => ({
  ...member,
  sharedIkmIds: [...new Set([...(member.sharedIkmIds ?? []), ikmId])],
  etag: nextEtag(member.etag),
  updatedAt: at,
});

/**
 * Decides a claim on what the caller's office enrolled. Approved, the claimant coaches the IKM as a mentor does. The same
 * decision again changes nothing.
 * @throws ProblemError `not-found` also for claims on other offices' IKMs, `wrong-state` (decided otherwise, or too late), `conflict`
 */
export const decideClaim =
  ({ claims, placeOfIkm, clock, ...show }: DecideClaimDeps) =>
  async (caller: Caller, claimId: ClaimId, { decision, reasons }: ClaimDecision): Promise<IncomingClaimView> => {
    assertMember(caller);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await claims.get(claimId);
      const place = found?.claim.ikmId === undefined ? undefined : await placeOfIkm(found.claim.ikmId);
      if (found?.claim.ikmId === undefined || place === undefined || !isAllowed(caller, place, officers))
        throw new ProblemError('not-found');
      const { claim, key } = found;
      const now = toIso(clock());
      const viewOf = async (shown: Claim): Promise<IncomingClaimView> => {
        const view = await toIncomingView(show, { claim: shown, key }, now);
        if (view === undefined) throw new ProblemError('not-found');
        return view;
      };
      if (claim.state === stateAfter[decision]) return viewOf(claim);
      if (shownStateOf(claim, now) !== 'submitted') throw new ProblemError('wrong-state');
      const decided: Claim = {
        ...claim,
        etag: nextEtag(claim.etag),
        state: stateAfter[decision],
        decided: { by: caller.subject, at: now, reasons },
      };
      const held = decision === 'approve' ? await show.members.get(claim.memberId) : undefined;
      if (decision === 'approve' && held === undefined) throw new ProblemError('wrong-state');
      const membership =
        held === undefined ? undefined : { member: coaching(held.member, found.claim.ikmId, now), before: held.member };
      if (await claims.decide(decided, claim, membership)) return viewOf(decided);
    }
    throw new ProblemError('conflict');
  };

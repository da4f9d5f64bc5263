import { toFiledView, type FiledClaimView } from '../../shared/domain/claim/claim.ts';
import type { Claims } from '../../shared/domain/claim/claims.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface ListFiledClaimsDeps {
  readonly claims: Pick<Claims, 'get' | 'filedBy'>;
  readonly clock: Clock;
}

/** What the caller's memberships filed, as long as it is kept. */
export const listFiledClaims =
  ({ claims, clock }: ListFiledClaimsDeps) =>
  async (caller: Caller): Promise<readonly FiledClaimView[]> => {
    assertMember(caller);
    const filed = await Promise.all(caller.memberships.map(({ memberId }) => claims.filedBy(memberId)));
    const ids = filed.flatMap((each) => each?.claims.map(({ claimId }) => claimId) ?? []);
    const found = await Promise.all(ids.map(claims.get));
    const now = toIso(clock());
    return found.flatMap((each) => (each === undefined ? [] : [toFiledView(each.claim, now)]));
  };

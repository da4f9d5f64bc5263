import { shownStateOf, type IncomingClaimView } from '../../shared/domain/claim/claim.ts';
import type { Claims } from '../../shared/domain/claim/claims.ts';
import { toIncomingView, type ShowClaimDeps } from '../../shared/domain/claim/show-claim.ts';
import { isAllowed, officers, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import { provinces } from '../../shared/domain/region/provinces.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface ListClaimsDeps extends ShowClaimDeps {
  readonly claims: Pick<Claims, 'get' | 'waitingIn'>;
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly clock: Clock;
}

type Position = Record<string, string>;

/** One page of undecided claims to coach what the caller's office enrolled. */
export const listClaims =
  ({ claims, placeOfIkm, clock, ...show }: ListClaimsDeps) =>
  async (
    caller: Caller,
    limit: number,
    position: Position | undefined,
  ): Promise<{ readonly rows: readonly IncomingClaimView[]; readonly position: Position | undefined }> => {
    assertMember(caller);
    const { everything, areas } = reachOf(caller, officers);
    const now = toIso(clock());
    const page = await claims.waitingIn(
      everything ? provinces : areas,
      limit,
      position,
      (claim) => shownStateOf(claim, now) === 'submitted',
    );
    const views = await Promise.all(
      page.rows.map(async ({ claimId, ikmId = '' }) => {
        // where it stood when the claim came may be another office's by now
        const [found, place] = await Promise.all([claims.get(claimId), placeOfIkm(ikmId)]);
        if (found === undefined || place === undefined || !isAllowed(caller, place, officers)) return [];
        const view = await toIncomingView(show, found, now);
        return view === undefined ? [] : [view];
      }),
    );
    return { rows: views.flat(), position: page.position };
  };

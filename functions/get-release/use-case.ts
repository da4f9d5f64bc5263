import type { IkmId, AccountId } from '../../shared/domain/ids.ts';
import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import type { Release } from '../../shared/domain/partner/release.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetReleaseDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly releases: { readonly read: (ikmId: string, partnerId: string) => Promise<Release | undefined> };
}

/** What an IKM released to a partner. @throws ProblemError `not-found` (also when it never said), `not-a-member` */
export const getRelease =
  ({ placeOfIkm, releases }: GetReleaseDeps) =>
  async (
    caller: Caller,
    { ikmId, partnerId }: { readonly ikmId: IkmId; readonly partnerId: AccountId },
  ): Promise<Release> => {
    assertMember(caller);
    const place = await placeOfIkm(ikmId);
    if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
    const release = await releases.read(ikmId, partnerId);
    if (release === undefined) throw new ProblemError('not-found');
    return release;
  };

import type { IkmId } from '../../shared/domain/ids.ts';
import { toShopSiteView, type ShopSites, type ShopSiteView } from '../../shared/domain/ikm/shop-site.ts';
import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetShopSiteDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly sites: Pick<ShopSites, 'read'>;
}

/** The shop site of one IKM. @throws ProblemError `not-found` also for one outside the caller's scope */
export const getShopSite =
  ({ placeOfIkm, sites }: GetShopSiteDeps) =>
  async (caller: Caller, ikmId: IkmId): Promise<ShopSiteView> => {
    assertMember(caller);
    const [place, site] = await Promise.all([placeOfIkm(ikmId), sites.read(ikmId)]);
    if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
    return toShopSiteView(ikmId, site);
  };

import { canonicalJson } from '../../shared/domain/digest.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import {
  keptOf,
  toShopSiteView,
  unsavedEtag,
  type ShopSiteBody,
  type ShopSites,
  type ShopSiteView,
} from '../../shared/domain/ikm/shop-site.ts';
import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import type { AgreeToPublishing } from '../../shared/domain/privacy/consent.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';

export interface SaveShopSiteDeps {
  readonly placeOfIkm: (
    ikmId: string,
  ) => Promise<(Place & { readonly ikmId: IkmId; readonly state: string }) | undefined>;
  readonly sites: ShopSites;
  /** Writes down that the owner agrees to be published. */
  readonly agreeToPublishing: AgreeToPublishing;
}

export interface SaveShopSiteInput {
  readonly ikmId: IkmId;
  readonly body: ShopSiteBody;
  readonly ifMatch: string | undefined;
}

/**
 * Saves the shop site of one IKM. The present setting again is no change, so a phone may repeat it.
 * @throws ProblemError `not-found` (also outside the caller's scope), `if-match-required`, `stale-etag`,
 * `wrong-state` of an IKM that is closed
 */
export const saveShopSite =
  ({ placeOfIkm, sites, agreeToPublishing }: SaveShopSiteDeps) =>
  async (
    caller: Caller,
    { ikmId, body, ifMatch }: SaveShopSiteInput,
  ): Promise<{ created: boolean; site: ShopSiteView }> => {
    assertMember(caller);
    const [place, before] = await Promise.all([placeOfIkm(ikmId), sites.read(ikmId)]);
    if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
    if (place.state === 'closed') throw new ProblemError('wrong-state');
    const wanted = keptOf(body);
    if (before !== undefined) {
      const { etag, ...present } = before;
      // asked before If-Match: after a lost answer the repetition carries the old etag
      if (canonicalJson(present) === canonicalJson(wanted))
        return { created: false, site: toShopSiteView(ikmId, before) };
      if (ifMatch === undefined) throw new ProblemError('if-match-required');
      if (ifMatch !== etag) throw new ProblemError('stale-etag');
    } else if (ifMatch !== undefined && ifMatch !== unsavedEtag) throw new ProblemError('stale-etag');
    if (wanted.enabled) await agreeToPublishing(caller, place);
    const after = { ...wanted, etag: nextEtag(before?.etag) };
    if ((await sites.write(ikmId, after, before)) === 'conflict') throw new ProblemError('stale-etag');
    return { created: before === undefined, site: toShopSiteView(ikmId, after) };
  };

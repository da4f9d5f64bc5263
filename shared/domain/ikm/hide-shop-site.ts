import type { IkmId } from '../ids.ts';
import { nextEtag } from '../save.ts';
import { untilWritten } from '../until-written.ts';
import type { ShopSites } from './shop-site.ts';

/** Erases what an IKM's shop site showed the public, if it showed anything; one that was being saved meanwhile too. */
export const hideShopSite = (sites: ShopSites, ikmId: IkmId): Promise<unknown> =>
  untilWritten(async () => {
    const site = await sites.read(ikmId);
    const isBlank = site === undefined || !(site.enabled || site.url !== undefined || site.about !== undefined);
    return isBlank ? null : sites.write(ikmId, { enabled: false, etag: nextEtag(site.etag) }, site);
  });

import * as z from 'zod';
import { Mobile, toMobile } from '../identity/phone.ts';
import { IkmId } from '../ids.ts';
import { lines } from '../text.ts';

/**
 * What an IKM shows the public beside its products. The WhatsApp number is meant to be seen by anybody, so it is kept in
 * plain text, apart from the owner's sealed number, and only while the site is enabled: switching the site off erases it.
 */
const ShopSite = z.strictObject({
  enabled: z.boolean().meta({ description: 'Whether approved products have a public page' }),
  whatsapp: Mobile.optional().meta({
    description: 'Shown to the public while enabled; erased when switched off. Answered as +62…',
    example: '0812 3456 7890',
  }),
  url: z
    .url({ protocol: /^https?$/, hostname: z.regexes.domain })
    .max(500)
    .optional()
    .meta({ description: "The IKM's own site or social page", example: 'https://www.instagram.com/tempesanan' }),
  about: lines(1000).optional().meta({ description: 'A few sentences on the maker; plain text' }),
});

/** The body of a PUT. */
export const ShopSiteBody = ShopSite;
export type ShopSiteBody = z.infer<typeof ShopSiteBody>;

/** The setting as read; etag "0" as long as none was ever saved. */
export const ShopSiteView = ShopSite.extend({ ikmId: IkmId, etag: z.string(), whatsapp: z.string().optional() });
export type ShopSiteView = z.infer<typeof ShopSiteView>;

/** What is kept of a body: the number normalised to E.164, and none of it while the site is off. */
export const keptOf = ({ enabled, whatsapp, url, about }: ShopSiteBody): ShopSiteBody => ({
  enabled,
  ...(enabled && whatsapp !== undefined ? { whatsapp: toMobile(whatsapp) ?? whatsapp } : {}),
  ...(url === undefined ? {} : { url }),
  ...(about === undefined ? {} : { about }),
});

/** The version of a setting that was never saved. */
export const unsavedEtag = '0';

/** A setting as kept: `etag` counts its versions. */
export interface KeptShopSite extends ShopSiteBody {
  readonly etag: string;
}

export interface ShopSites {
  readonly read: (ikmId: IkmId) => Promise<KeptShopSite | undefined>;
  /** Writes over exactly the version `before` (undefined: none yet). */
  readonly write: (
    ikmId: IkmId,
    site: KeptShopSite,
    before: KeptShopSite | undefined,
  ) => Promise<'written' | 'conflict'>;
}

/** A setting as shown. */
export const toShopSiteView = (ikmId: IkmId, kept: KeptShopSite | undefined): ShopSiteView =>
  kept === undefined ? { ikmId, etag: unsavedEtag, enabled: false } : { ikmId, ...kept };

import * as z from 'zod';
import { IkmId } from '../../domain/ids.ts';

/** An IKM's shop site as stored: public on purpose, so nothing is sealed; `whatsapp` is there only while enabled. */
export const ShopSiteRow = z.object({
  type: z.literal('shop-site'),
  ikmId: IkmId,
  etag: z.string(),
  enabled: z.boolean(),
  whatsapp: z.string().optional(),
  url: z.string().optional(),
  about: z.string().optional(),
  updatedAt: z.string(),
});
export type ShopSiteRow = z.infer<typeof ShopSiteRow>;

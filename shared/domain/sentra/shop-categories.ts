import * as z from 'zod';
import { SentraId } from '../ids.ts';

/** What officers chose for all goods of a sentra at one marketplace. */
export const CategoryBody = z.strictObject({
  categoryId: z.string().trim().min(1).max(40).nullable().meta({ description: 'Null: none, each product its own' }),
});
export type CategoryBody = z.infer<typeof CategoryBody>;

/** All choices of one sentra: marketplace → category id. */
export const ShopCategories = z.object({
  sentraId: SentraId,
  categories: z.record(z.string(), z.string()),
  etag: z.string(),
});
export type ShopCategories = z.infer<typeof ShopCategories>;

export const CategoryView = z.strictObject({
  sentraId: SentraId,
  marketplace: z.string(),
  categoryId: z.string().nullable(),
});

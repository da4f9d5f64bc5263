import * as z from 'zod';
import { AccountId, IkmId, ProductId } from '../ids.ts';
import { IsoInstant } from '../time.ts';
import { decisions, type ShopItemRecord } from './shop-item.ts';

/** An item of the shop as the API shows it. */
export const ShopItemView = z.strictObject({
  accountId: AccountId,
  marketplace: z.string(),
  externalId: z.string(),
  externalUrl: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  priceIdr: z.number().nullable().meta({ description: 'Null for an item with variants' }),
  stock: z.number().nullable(),
  photoUrls: z.array(z.string()),
  sku: z.string(),
  hasVariants: z.boolean(),
  state: z.string(),
  decision: z.enum(decisions),
  productId: ProductId.nullable(),
  suggestions: z.array(
    z.strictObject({
      productId: ProductId,
      score: z.number().meta({ description: '0 to 1' }),
      reasons: z.array(z.enum(['name', 'price', 'code', 'photo'])),
    }),
  ),
  readAt: IsoInstant,
});

export const shopItemView = (item: ShopItemRecord): z.infer<typeof ShopItemView> => ({
  accountId: item.accountId,
  marketplace: item.marketplace,
  externalId: item.externalId,
  externalUrl: item.externalUrl ?? null,
  name: item.name,
  description: item.description,
  priceIdr: item.priceIdr ?? null,
  stock: item.stock ?? null,
  photoUrls: item.photoUrls,
  sku: item.sku,
  hasVariants: item.hasVariants,
  state: item.state,
  decision: item.decision,
  productId: item.productId ?? null,
  suggestions: item.suggestions,
  readAt: item.readAt,
});

/** What an owner decides about an item. `import` makes a draft product with the id given and links it. */
export const DecisionBody = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('link'), productId: ProductId }),
  z.strictObject({
    do: z.literal('import'),
    productId: ProductId,
    ikmId: IkmId.optional().meta({ description: 'Whose product it is; needed in a joint shop' }),
  }),
  z.strictObject({ do: z.literal('leave') }),
]);
export type DecisionBody = z.infer<typeof DecisionBody>;

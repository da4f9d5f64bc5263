import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, ProductId } from '../../shared/domain/ids.ts';
import { ProblemView } from '../../shared/domain/listing/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

const Money = z.strictObject({
  variantId: z.string().nullable(),
  values: z.array(z.string()),
  priceIdr: z.int().meta({ description: 'What the buyer pays in this shop' }),
  productPriceIdr: z.int().meta({ description: 'Price of the product itself' }),
  estimatedIncomeIdr: z.int().meta({ description: "An estimate: the price less the marketplace's usual fees" }),
  stock: z.int(),
});

/** What would be sent now, in our words and in the marketplace's. */
const PreviewView = z.strictObject({
  marketplace: z.string(),
  ready: z.boolean(),
  problems: z.array(ProblemView),
  title: z.strictObject({ before: z.string(), after: z.string(), length: z.int(), min: z.int(), max: z.int() }),
  description: z.string(),
  category: z.strictObject({ id: z.string(), name: z.string(), suggested: z.boolean() }),
  photos: z.array(z.string()),
  package: z.strictObject({ weightGrams: z.int(), lengthMm: z.int(), widthMm: z.int(), heightMm: z.int() }).nullable(),
  feeShare: z.number().meta({ description: 'Share of the price that the marketplace is expected to keep' }),
  offers: z.array(Money),
  sent: z
    .strictObject({
      content: z.record(z.string(), z.unknown()),
      price: z.record(z.string(), z.unknown()),
      stock: z.record(z.string(), z.unknown()),
    })
    .meta({ description: 'Field by field as its connector would send it' }),
  differs: z.array(z.enum(['content', 'price', 'stock'])).meta({
    description: 'Parts that differ from what the marketplace last confirmed; all of them before it is listed',
  }),
});

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}/preview/{accountId}'],
  auth: 'member',
  callers: anyone,
  tag: 'listings',
  summary: 'What a shop would be sent of a product now, field by field; nothing is sent',
  params: z.strictObject({ productId: ProductId, accountId: AccountId }),
  answers: { 200: PreviewView },
  problems: ['not-a-member', 'not-found', 'wrong-state', 'unavailable'],
  access: {
    register: { read: ['SUBJECT', 'PRODUCT', 'IKM', 'SENTRA'] },
    listings: {
      read: ['LISTING', 'ACCOUNT', 'SHOP', 'FACT', 'CONSENT', 'OPENITEM'],
      write: ['ACCOUNT', 'SHOP', 'FACT'],
      delete: ['ACCOUNT'],
    },
    keys: ['unseal'],
    apps: 'all',
    publicUrl: true,
  },
  sizing: { timeoutSeconds: 25 },
  impact: 'Owners do not see what would be sent; listing itself works.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { OfferChange } from '../../shared/domain/product/offer.ts';
import { ProductView } from '../../shared/domain/product/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PATCH',
  paths: ['/v1/products/{productId}/offer'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'products',
  summary: 'Change price, stock or lead time; If-Match is the offer’s etag, and a stockChange needs none',
  params: z.strictObject({ productId: ProductId }),
  body: OfferChange,
  ifMatch: 'optional',
  etag: true,
  answers: { 200: ProductView },
  problems: [
    'bad-request',
    'not-a-member',
    'not-found',
    'if-match-required',
    'stale-etag',
    'id-taken',
    'stock-too-low',
    'wrong-state',
    'conflict',
  ],
  access: { register: { read: ['SUBJECT', 'PRODUCT'], write: ['PRODUCT'] } },
  impact: 'Prices and stock cannot be changed: shops may sell what is no longer there.',
});

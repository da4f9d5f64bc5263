import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, ProductId } from '../../shared/domain/ids.ts';
import { ListingView, WantedBody } from '../../shared/domain/listing/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/products/{productId}/listings/{accountId}'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'listings',
  summary: 'Say whether a product should be on sale in a shop',
  params: z.strictObject({ productId: ProductId, accountId: AccountId }),
  body: WantedBody,
  ifMatch: 'optional',
  etag: true,
  answers: { 200: ListingView, 201: ListingView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'stale-etag', 'conflict'],
  access: {
    register: { read: ['SUBJECT', 'PRODUCT', 'IKM'], write: ['IKM'] },
    listings: { read: ['LISTING', 'ACCOUNT', 'CONSENT'], write: ['LISTING', 'CONSENT'] },
  },
  impact: 'Nobody can put products on sale or take them off; what is listed stays as it is.',
});

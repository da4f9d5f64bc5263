import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, ProductId } from '../../shared/domain/ids.ts';
import { ListingWithLog } from '../../shared/domain/listing/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}/listings/{accountId}'],
  auth: 'member',
  callers: anyone,
  tag: 'listings',
  summary: 'What is wanted of a listing, what was last seen there and what was last done about it',
  params: z.strictObject({ productId: ProductId, accountId: AccountId }),
  etag: true,
  answers: { 200: ListingWithLog },
  problems: ['not-a-member', 'not-found'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['LISTING', 'ATTEMPT'] },
  },
  impact: 'Owners do not see whether a product is on sale.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, ProductId } from '../../shared/domain/ids.ts';
import { ListingView } from '../../shared/domain/listing/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/products/{productId}/listings/{accountId}/resolution'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'listings',
  summary: 'Decide about a change that was made by hand at the marketplace',
  params: z.strictObject({ productId: ProductId, accountId: AccountId }),
  body: z.strictObject({ keep: z.enum(['ours', 'theirs']) }),
  etag: true,
  answers: { 200: ListingView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT'] }, listings: { read: ['LISTING'], write: ['LISTING'] } },
  impact: 'Listings changed by hand at a marketplace stay undecided.',
});

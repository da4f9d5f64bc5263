import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, ProductId } from '../../shared/domain/ids.ts';
import { ListingView } from '../../shared/domain/listing/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/products/{productId}/listings/{accountId}/retry'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'listings',
  summary: 'Try a listing again now: pauses and refusals are forgotten',
  params: z.strictObject({ productId: ProductId, accountId: AccountId }),
  etag: true,
  answers: { 200: ListingView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT'] }, listings: { read: ['LISTING'], write: ['LISTING'] } },
  impact: 'Owners must wait for the next try of a failing listing.',
});

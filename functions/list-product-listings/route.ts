import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { ListingView } from '../../shared/domain/listing/view.ts';
import { pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}/listings'],
  auth: 'member',
  callers: anyone,
  tag: 'listings',
  summary: 'All listings of a product',
  params: z.strictObject({ productId: ProductId }),
  answers: { 200: pageOf(ListingView) },
  problems: ['not-a-member', 'not-found'],
  access: {
    register: { read: ['SUBJECT', 'PRODUCT'] },
    listings: { read: ['LISTING'] },
  },
  impact: 'Owners do not see where a product is on sale.',
});

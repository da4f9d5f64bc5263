import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'DELETE',
  paths: ['/v1/products/{productId}'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'products',
  summary: 'Delete a product for good; its listings are taken off and its id is never used again',
  params: z.strictObject({ productId: ProductId }),
  answers: { 204: null },
  problems: ['not-a-member', 'not-found', 'conflict'],
  access: { register: { read: ['SUBJECT', 'PRODUCT'], write: ['PRODUCT'], delete: ['PRODUCT'] } },
  impact: 'Products cannot be deleted; they can still be archived.',
});

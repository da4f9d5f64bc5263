import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { ProductView } from '../../shared/domain/product/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/products/{productId}/archive'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'products',
  summary: 'Put a product that is no longer made away: it stays readable, its listings are taken off',
  params: z.strictObject({ productId: ProductId }),
  etag: true,
  answers: { 200: ProductView },
  problems: ['not-a-member', 'not-found', 'conflict'],
  access: { register: { read: ['SUBJECT', 'PRODUCT'], write: ['PRODUCT'], delete: ['PRODUCT'] } },
  impact: 'Products cannot be archived: what is no longer made stays on sale.',
});

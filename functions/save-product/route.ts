import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, ProductId } from '../../shared/domain/ids.ts';
import { ProductBody } from '../../shared/domain/product/product.ts';
import { ProductView } from '../../shared/domain/product/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}/products/{productId}'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'products',
  summary: 'Create a product, or change its content; its offer is taken at creation only',
  params: z.strictObject({ ikmId: IkmId, productId: ProductId }),
  body: ProductBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: ProductView, 201: ProductView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'if-match-required', 'stale-etag', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM', 'PRODUCT'], write: ['PRODUCT'] } },
  impact: 'Owners cannot save products; what they typed stays on their phones.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, ProductId } from '../../shared/domain/ids.ts';
import { ProductView } from '../../shared/domain/product/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}', '/v1/ikms/{ikmId}/products/{productId}'],
  auth: 'member',
  callers: anyone,
  tag: 'products',
  summary: 'A product with its offer and where it stands with the officers',
  params: z.strictObject({ ikmId: IkmId.optional(), productId: ProductId }),
  etag: true,
  answers: { 200: ProductView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'PRODUCT'] } },
  impact: 'Products cannot be opened.',
});

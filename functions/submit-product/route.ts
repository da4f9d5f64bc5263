import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { ProductView } from '../../shared/domain/product/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/products/{productId}/submission'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'products',
  summary: 'Hand a product in for curation',
  params: z.strictObject({ productId: ProductId }),
  etag: true,
  answers: { 200: ProductView },
  problems: ['not-a-member', 'not-found', 'wrong-state', 'conflict'],
  access: {
    register: {
      read: ['SUBJECT', 'PRODUCT', 'IKM', 'SENTRA'],
      write: ['PRODUCT', 'IKM'],
      delete: ['PRODUCT'],
    },
    publicUrl: true,
  },
  impact: 'Owners cannot hand products in; officers see no new ones.',
});

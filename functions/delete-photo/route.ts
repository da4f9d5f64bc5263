import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { PhotoId, ProductId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'DELETE',
  paths: ['/v1/products/{productId}/photos/{photoId}'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'photos',
  summary: 'Delete a photo that neither the product nor its approved version uses',
  params: z.strictObject({ productId: ProductId, photoId: PhotoId }),
  answers: { 204: null },
  problems: ['not-a-member', 'not-found', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'PRODUCT'], write: ['PRODUCT'], delete: ['PRODUCT'] } },
  impact: 'Photos cannot be deleted.',
});

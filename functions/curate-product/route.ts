import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { CurationDecision } from '../../shared/domain/product/curation.ts';
import { ProductView } from '../../shared/domain/product/view.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/products/{productId}/curation'],
  auth: 'member',
  callers: officers,
  audit: 'product',
  tag: 'products',
  summary: 'Decide on a submitted product; officers only',
  params: z.strictObject({ productId: ProductId }),
  body: CurationDecision,
  etag: true,
  answers: { 200: ProductView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'forbidden', 'stale-etag', 'wrong-state', 'conflict'],
  access: {
    register: { read: ['SUBJECT', 'PRODUCT', 'IKM'], write: ['PRODUCT', 'IKM'], delete: ['PRODUCT'] },
  },
  impact: 'Officers cannot decide on products; nothing new goes live.',
});

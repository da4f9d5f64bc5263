import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { VersionView } from '../../shared/domain/curation/version-view.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}/versions/{etag}'],
  auth: 'member',
  callers: anyone,
  tag: 'products',
  summary: 'One version of a product as it was handed in',
  params: z.strictObject({ productId: ProductId, etag: z.string().regex(/^\d{1,10}$/) }),
  answers: { 200: VersionView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'PRODUCT'] } },
  impact: 'Nobody can open an earlier version of a product.',
});

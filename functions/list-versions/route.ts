import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { VersionSummaryView } from '../../shared/domain/curation/version-view.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}/versions'],
  auth: 'member',
  callers: anyone,
  tag: 'products',
  summary: 'The versions of a product that were handed in or decided on, the newest first, at most 50',
  params: z.strictObject({ productId: ProductId }),
  answers: { 200: z.strictObject({ items: z.array(VersionSummaryView) }) },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'PRODUCT'] } },
  impact: 'Nobody sees the earlier versions of a product.',
});

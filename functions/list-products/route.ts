import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, SentraId } from '../../shared/domain/ids.ts';
import { Curation } from '../../shared/domain/product/product.ts';
import { ProductSummary } from '../../shared/domain/product/view.ts';
import { RegionCode } from '../../shared/domain/region/region-code.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products'],
  auth: 'member',
  callers: anyone,
  tag: 'products',
  summary: 'Products in the scope of the caller',
  query: z.strictObject({
    ...pageFields,
    ikmId: IkmId.optional(),
    sentraId: SentraId.optional(),
    curation: Curation.optional(),
    regionCode: RegionCode.optional(),
  }),
  answers: { 200: pageOf(ProductSummary) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: {
    register: {
      read: ['SUBJECT', 'IKM', 'SENTRA'],
      index: {
        'by-ikm': ['IKM'],
        'by-sentra': ['SENTRA-PRODUCT'],
        'by-region': ['REGION-PRODUCT'],
        'by-waiting': ['WAITING-PRODUCT'],
      },
    },
  },
  impact: 'Products cannot be looked through, and officers do not see what waits for curation.',
});

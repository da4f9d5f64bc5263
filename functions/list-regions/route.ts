import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { RegionCode } from '../../shared/domain/region/region-code.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/regions'],
  auth: 'public',
  tag: 'service',
  summary: 'Regions directly below one, down to desa and kelurahan; without a parent the provinces',
  query: z.strictObject({ parent: RegionCode.optional() }),
  answers: {
    200: z.strictObject({
      items: z.array(z.strictObject({ code: z.string(), name: z.string() })),
      source: z.string().meta({ description: 'Where the list is from, and its licence' }),
    }),
  },
  problems: ['bad-request', 'not-found'],
  access: {},
  impact: 'Screens cannot offer kecamatan and villages to choose from; codes can still be typed.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { Komoditas } from '../../shared/domain/komoditas.ts';
import { RegionCode } from '../../shared/domain/region/region-code.ts';
import { SentraKind, SentraSummary } from '../../shared/domain/sentra/sentra.ts';
import { line } from '../../shared/domain/text.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/sentras'],
  auth: 'member',
  callers: anyone,
  tag: 'sentras',
  summary: 'Sentras in the scope of the caller',
  query: z.strictObject({
    ...pageFields,
    regionCode: RegionCode.optional(),
    komoditas: Komoditas.optional(),
    kind: SentraKind.optional(),
    q: line(150).optional(),
  }),
  answers: { 200: pageOf(SentraSummary) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: {
    register: { read: ['SUBJECT', 'SENTRA'], index: { 'by-region': ['REGION-SENTRA'] } },
  },
  impact: 'Officers cannot look through the sentras.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { SentraId } from '../../shared/domain/ids.ts';
import { IkmSummary } from '../../shared/domain/ikm/ikm.ts';
import { IkmState } from '../../shared/domain/ikm/state.ts';
import { Komoditas } from '../../shared/domain/komoditas.ts';
import { RegionCode } from '../../shared/domain/region/region-code.ts';
import { line } from '../../shared/domain/text.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms'],
  auth: 'member',
  callers: anyone,
  tag: 'ikms',
  summary: 'IKMs in the scope of the caller',
  query: z.strictObject({
    ...pageFields,
    sentraId: SentraId.optional(),
    state: IkmState.optional(),
    regionCode: RegionCode.optional(),
    komoditas: Komoditas.optional(),
    q: line(150).optional(),
  }),
  answers: { 200: pageOf(IkmSummary) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: {
    register: {
      read: ['SUBJECT', 'IKM', 'SENTRA'],
      index: { 'by-region': ['REGION-IKM'], 'by-sentra': ['SENTRA-IKM'], 'by-waiting': ['WAITING-IKM'] },
    },
  },
  impact: 'Officers cannot look through the IKMs, nor see what waits for verification.',
});

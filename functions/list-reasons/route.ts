import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ReasonDetail } from '../../shared/domain/reason/reason-detail.ts';
import { ReasonFor } from '../../shared/domain/reason/reasons.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/reasons'],
  auth: 'public',
  tag: 'service',
  summary: 'The standard reasons of decisions; a decision takes their codes, or free text, in `reasons`',
  query: z.strictObject({ for: ReasonFor.optional() }),
  answers: {
    200: z.strictObject({
      items: z.array(ReasonDetail.required({ code: true }).extend({ for: z.array(ReasonFor) })),
    }),
  },
  problems: ['bad-request'],
  access: {},
  impact: 'Officers see no list of reasons; they can still write their own.',
});

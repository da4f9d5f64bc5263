import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmFunnelView } from '../../shared/domain/funnel/view.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/funnel'],
  auth: 'member',
  callers: anyone,
  tag: 'programme',
  summary: 'When an IKM reached each step, and what it needs next',
  params: z.strictObject({ ikmId: IkmId }),
  answers: { 200: IkmFunnelView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM', 'FUNNEL'] } },
  impact: 'Nobody sees what an IKM needs next.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { DataRequestView } from '../../shared/domain/privacy/data-request.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/data-requests', '/v1/ikms/{ikmId}/data-requests'],
  auth: 'member',
  callers: anyone,
  tag: 'privacy',
  summary: "Requests about personal data: those that wait in an officer's area, or all about one IKM",
  params: z.strictObject({ ikmId: IkmId.optional() }),
  answers: { 200: z.strictObject({ items: z.array(DataRequestView) }) },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'], index: { 'by-waiting': ['WAITING-REQUEST'] } } },
  impact: 'Officers do not see which requests about personal data wait.',
});

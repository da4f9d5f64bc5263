import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, PaperId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/papers/{paperId}/file'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'papers',
  summary: 'The checked file of a paper: leads to a link that is good for five minutes',
  params: z.strictObject({ ikmId: IkmId, paperId: PaperId }),
  answers: { 302: null },
  problems: ['not-a-member', 'not-found', 'wrong-state'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, intake: { read: ['papers/'] } },
  impact: 'Files of legality papers cannot be looked at.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, PaperId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { PaperView } from '../../shared/domain/paper/view.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/papers/{paperId}'],
  auth: 'member',
  callers: anyone,
  tag: 'papers',
  summary: 'One legality paper, with what looks unusual about it',
  params: z.strictObject({ ikmId: IkmId, paperId: PaperId }),
  etag: true,
  answers: { 200: PaperView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] } },
  impact: 'Legality papers cannot be opened one by one; the list shows them.',
});

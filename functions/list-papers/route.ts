import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { PaperView } from '../../shared/domain/paper/view.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/papers'],
  auth: 'member',
  callers: anyone,
  tag: 'papers',
  summary: 'The legality dossier of an IKM; archived papers stand at its end',
  params: z.strictObject({ ikmId: IkmId }),
  answers: { 200: z.strictObject({ items: z.array(PaperView) }) },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] } },
  impact: 'Nobody sees the legality papers of an IKM; they count all the same.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, PaperId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'DELETE',
  paths: ['/v1/ikms/{ikmId}/papers/{paperId}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'papers',
  summary: 'Archive a legality paper for good: it counts no more, and stays as evidence',
  params: z.strictObject({ ikmId: IkmId, paperId: PaperId }),
  answers: { 204: null },
  problems: ['not-a-member', 'not-found', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] } },
  impact: 'Papers that no longer hold cannot be taken out of a dossier.',
});

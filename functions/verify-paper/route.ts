import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, PaperId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { PaperVerification } from '../../shared/domain/paper/state.ts';
import { PaperView } from '../../shared/domain/paper/view.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/papers/{paperId}/verification'],
  auth: 'member',
  callers: officers,
  audit: 'ikm',
  tag: 'papers',
  summary: 'Say whether a legality paper holds; officers only',
  params: z.strictObject({ ikmId: IkmId, paperId: PaperId }),
  body: PaperVerification,
  etag: true,
  answers: { 200: PaperView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'forbidden', 'stale-etag', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] } },
  impact: 'Officers cannot verify legality papers; unchecked ones count all the same.',
});

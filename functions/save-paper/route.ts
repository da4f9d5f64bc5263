import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, PaperId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { PaperBody } from '../../shared/domain/paper/paper.ts';
import { PaperView } from '../../shared/domain/paper/view.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}/papers/{paperId}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'papers',
  summary: 'Put a legality paper into an IKM’s dossier, or change it; a change is unchecked again',
  params: z.strictObject({ ikmId: IkmId, paperId: PaperId }),
  body: PaperBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: PaperView, 201: PaperView },
  problems: [
    'bad-request',
    'not-a-member',
    'not-found',
    'if-match-required',
    'stale-etag',
    'wrong-state',
    'dossier-full',
    'conflict',
  ],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] } },
  impact: 'Legality papers cannot be saved; those on file count on.',
});

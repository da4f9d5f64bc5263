import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, PaperId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { FileRequest } from '../../shared/domain/paper/file.ts';
import { IsoInstant } from '../../shared/domain/time.ts';

const Issued = z
  .strictObject({
    etag: z.string(),
    upload: z.strictObject({ url: z.url(), fields: z.record(z.string(), z.string()) }),
    expiresAt: IsoInstant,
  })
  .meta({ id: 'IssuedPaperUpload' });

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/papers/{paperId}/file'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'papers',
  summary:
    'Announce the file of a paper (PDF, JPEG or PNG, at most 5 MiB) and get a form to upload it with; it replaces another',
  params: z.strictObject({ ikmId: IkmId, paperId: PaperId }),
  body: FileRequest,
  etag: true,
  answers: { 201: Issued },
  problems: ['bad-request', 'not-a-member', 'not-found', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] }, intake: { write: ['papers/'] } },
  impact: 'Files of legality papers cannot be uploaded.',
});

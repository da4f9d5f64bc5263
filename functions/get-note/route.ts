import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, NoteId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { NoteView } from '../../shared/domain/note/note.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/notes/{noteId}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'programme',
  summary: 'A note with what it said before',
  params: z.strictObject({ ikmId: IkmId, noteId: NoteId }),
  etag: true,
  answers: { 200: NoteView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, keys: ['unseal'] },
  impact: 'Nobody sees a single note.',
});

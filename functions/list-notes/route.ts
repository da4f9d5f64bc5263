import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { NoteVersion } from '../../shared/domain/note/note.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/notes'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'programme',
  summary: 'What an IKM received or proved',
  params: z.strictObject({ ikmId: IkmId }),
  query: z.strictObject(pageFields),
  answers: { 200: pageOf(NoteVersion) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, keys: ['unseal'] },
  impact: 'Nobody sees what IKMs received.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, NoteId } from '../../shared/domain/ids.ts';
import { enrolling } from '../../shared/domain/ikm/enrolment.ts';
import { NoteBody, NoteVersion } from '../../shared/domain/note/note.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}/notes/{noteId}'],
  auth: 'member',
  callers: enrolling,
  audit: 'ikm',
  tag: 'programme',
  summary: 'Write down what an IKM received or proved, or correct it; what it said before is kept',
  params: z.strictObject({ ikmId: IkmId, noteId: NoteId }),
  body: NoteBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: NoteVersion, 201: NoteVersion },
  problems: [
    'bad-request',
    'not-a-member',
    'forbidden',
    'not-found',
    'if-match-required',
    'stale-etag',
    'wrong-state',
    'conflict',
  ],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] }, keys: ['unseal'] },
  impact: 'Nobody can write down what IKMs received; those written are kept.',
});

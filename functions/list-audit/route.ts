import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { AuditedThing, AuditEntry } from '../../shared/domain/privacy/audit.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/audit'],
  auth: 'member',
  callers: [...officers, 'pemilik'],
  tag: 'privacy',
  summary: 'Who saw or changed a thing, newest first; or all of a day',
  query: z
    .strictObject({
      ...pageFields,
      thing: AuditedThing.optional(),
      id: z.string().max(100).optional(),
      day: z.iso.date().optional().meta({ description: 'All of a day (UTC), for the ministry' }),
    })
    .refine(({ thing, id, day }) => (thing !== undefined && id !== undefined) !== (day !== undefined), {
      path: ['thing'],
      params: {
        code: 'thing-or-day',
        message: { id: 'Isi thing dan id, atau day saja.', en: 'Give thing and id, or day alone.' },
      },
    }),
  answers: { 200: pageOf(AuditEntry) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member', 'forbidden', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM', 'AUDIT'], index: { 'by-region': ['AUDIT-DAY'] } } },
  impact: 'Nobody can look up who saw or changed what; the trail is still written.',
});

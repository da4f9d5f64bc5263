import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, MemberId } from '../../shared/domain/ids.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/helper-codes'],
  auth: 'member',
  callers: ['pendamping'],
  audit: 'ikm',
  tag: 'helpers',
  summary: 'Ask an owner for consent: a code appears on their screen, if there is such an IKM',
  params: z.strictObject({ ikmId: IkmId }),
  body: z.strictObject({ memberId: MemberId.meta({ description: "The mentor's own membership" }) }),
  answers: { 202: z.strictObject({ expiresAt: z.string() }) },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'too-many-requests', 'conflict'],
  access: { register: { read: ['SUBJECT', 'TEAM'], write: ['TEAM', 'TALLY'] } },
  impact: 'Mentors cannot get consents by code; a signed paper or a witness still does.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { SentraId } from '../../shared/domain/ids.ts';
import { JoinCode } from '../../shared/domain/sentra/join-code.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/joins/{code}'],
  auth: 'member',
  tag: 'sentras',
  summary: 'Which sentra a QR code leads to',
  params: z.strictObject({ code: JoinCode }),
  answers: {
    200: z.strictObject({ sentraId: SentraId, name: z.string(), region: z.string(), expiresAt: z.string() }),
  },
  problems: ['not-found'],
  access: { register: { read: ['SUBJECT', 'SENTRA', 'JOIN'] }, keys: ['identity'] },
  impact: 'Owners who scan the QR code of a sentra do not see which one it is.',
});

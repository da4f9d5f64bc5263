import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { SentraId } from '../../shared/domain/ids.ts';
import { enrolling } from '../../shared/domain/ikm/enrolment.ts';
import { JoinCodeView } from '../../shared/domain/sentra/join-code.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/sentras/{sentraId}/join-code'],
  auth: 'member',
  callers: enrolling,
  audit: 'sentra',
  tag: 'sentras',
  summary: 'Make a new QR code for a sentra; the one before opens nothing any more',
  params: z.strictObject({ sentraId: SentraId }),
  answers: { 200: JoinCodeView },
  problems: ['not-a-member', 'not-found', 'conflict'],
  access: { register: { read: ['SUBJECT', 'SENTRA', 'JOIN'], write: ['JOIN'] }, keys: ['identity'], publicUrl: true },
  impact: 'A QR code that got into wrong hands cannot be replaced.',
});

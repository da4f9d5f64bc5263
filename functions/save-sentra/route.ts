import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { SentraId } from '../../shared/domain/ids.ts';
import { SentraBody, SentraView } from '../../shared/domain/sentra/sentra.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/sentras/{sentraId}'],
  auth: 'member',
  callers: officers,
  audit: 'sentra',
  tag: 'sentras',
  summary: 'Register a sentra, or change it',
  params: z.strictObject({ sentraId: SentraId }),
  body: SentraBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: SentraView, 201: SentraView },
  problems: [
    'bad-request',
    'unknown-region',
    'not-a-member',
    'forbidden',
    'not-found',
    'if-match-required',
    'stale-etag',
    'identity-fixed',
    'conflict',
  ],
  access: { register: { read: ['SUBJECT', 'SENTRA'], write: ['SENTRA'] }, keys: ['seal', 'unseal'] },
  impact: 'Officers cannot register or change sentras.',
});

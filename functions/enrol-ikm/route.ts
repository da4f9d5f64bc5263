import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { IkmBody, IkmView } from '../../shared/domain/ikm/ikm.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'ikms',
  summary: 'Enrol an IKM, or change it',
  params: z.strictObject({ ikmId: IkmId }),
  body: IkmBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: IkmView, 201: IkmView },
  problems: [
    'bad-request',
    'unknown-region',
    'not-a-member',
    'forbidden',
    'not-found',
    'if-match-required',
    'stale-etag',
    'identity-fixed',
    'already-enrolled',
    'wrong-state',
    'conflict',
  ],
  access: {
    register: { read: ['SUBJECT', 'IKM', 'SENTRA', 'IDENTITY'], write: ['IKM', 'IDENTITY'], delete: ['IDENTITY'] },
    keys: ['seal', 'unseal', 'identity'],
  },
  impact: 'Nobody can enrol an IKM or change its data.',
});

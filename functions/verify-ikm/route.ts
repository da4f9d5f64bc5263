import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { IkmDecision, transitions } from '../../shared/domain/ikm/state.ts';
import { lines } from '../../shared/domain/text.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/verification'],
  auth: 'member',
  callers: officers,
  audit: 'ikm',
  tag: 'ikms',
  summary: 'Decide about an enrolment: approve, return, reject, suspend or restore',
  params: z.strictObject({ ikmId: IkmId }),
  body: z
    .strictObject({
      etag: z.string().max(50).meta({ description: 'The version that was looked at' }),
      decision: IkmDecision,
      reasons: z.array(lines(500)).max(20).default([]),
    })
    .refine(({ decision, reasons }) => !transitions[decision].reasons || reasons.length > 0, {
      path: ['reasons'],
      params: {
        code: 'reasons-missing',
        message: { id: 'Tulis alasannya, supaya pemilik tahu apa yang harus diperbaiki.', en: 'Say why.' },
      },
    }),
  etag: true,
  answers: { 200: IkmView },
  problems: [
    'bad-request',
    'not-a-member',
    'forbidden',
    'not-found',
    'stale-etag',
    'wrong-state',
    'origin-unexplained',
    'conflict',
  ],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] }, keys: ['unseal'] },
  impact: 'Officers cannot verify, suspend or restore IKMs.',
});

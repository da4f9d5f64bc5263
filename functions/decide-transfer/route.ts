import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { TransferId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { lines } from '../../shared/domain/text.ts';
import { TransferView } from '../../shared/domain/transfer/transfer.ts';

const TransferDecision = z
  .strictObject({
    etag: z.string().max(50).meta({ description: 'The version of the request that was looked at' }),
    decision: z.enum(['accept', 'decline']),
    reasons: z.array(lines(500)).max(20).default([]),
  })
  .refine(({ decision, reasons }) => decision === 'accept' || reasons.length > 0, {
    path: ['reasons'],
    params: {
      code: 'reasons-missing',
      message: { id: 'Tulis alasannya, supaya pemohon tahu mengapa.', en: 'Say why.' },
    },
  });

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/transfers/{transferId}/decision'],
  auth: 'member',
  callers: officers,
  audit: 'transfer',
  tag: 'ikms',
  summary: 'Accept or decline the request to move an IKM; officers of the receiving office only',
  params: z.strictObject({ transferId: TransferId }),
  body: TransferDecision,
  etag: true,
  answers: { 200: TransferView },
  problems: [
    'bad-request',
    'not-a-member',
    'forbidden',
    'not-found',
    'stale-etag',
    'wrong-state',
    'origin-unexplained',
    'already-enrolled',
    'conflict',
  ],
  access: {
    register: {
      read: ['SUBJECT', 'IKM', 'SENTRA', 'TRANSFER', 'IDENTITY'],
      write: ['IKM', 'IDENTITY', 'TRANSFER'],
      delete: ['IDENTITY'],
    },
    keys: ['unseal', 'identity'],
  },
  impact: 'Offices cannot take over IKMs that moved to them.',
});

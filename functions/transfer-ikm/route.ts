import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { TransferBody, TransferView } from '../../shared/domain/transfer/transfer.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/transfer'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'ikms',
  summary: 'Move an IKM into, out of or between sentras, or to another site; a request when another office must agree',
  params: z.strictObject({ ikmId: IkmId }),
  body: TransferBody,
  etag: true,
  answers: { 200: IkmView, 202: TransferView },
  problems: [
    'bad-request',
    'unknown-region',
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
  impact: 'IKMs cannot join, leave or change a sentra, nor move their site.',
});

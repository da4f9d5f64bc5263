import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { JoinBody } from '../../shared/domain/ikm/join-body.ts';
import { JoinCode } from '../../shared/domain/sentra/join-code.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/joins/{code}/ikms/{ikmId}'],
  auth: 'member',
  audit: 'ikm',
  tag: 'ikms',
  summary: "Enrol one's own IKM as a draft by the QR code of its sentra",
  params: z.strictObject({ code: JoinCode, ikmId: IkmId }),
  body: JoinBody,
  etag: true,
  answers: { 200: IkmView, 201: IkmView },
  problems: ['bad-request', 'unknown-region', 'not-found', 'already-enrolled', 'too-many-requests', 'conflict'],
  access: {
    register: {
      read: ['SUBJECT', 'JOIN', 'SENTRA', 'IKM', 'IDENTITY', 'MEMBER'],
      write: ['IKM', 'IDENTITY', 'MEMBER', 'TEAM', 'TALLY'],
    },
    keys: ['seal', 'unseal', 'identity'],
  },
  impact: 'Owners cannot enrol themselves; their office still can.',
});

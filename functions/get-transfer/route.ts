import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { TransferId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { TransferView } from '../../shared/domain/transfer/transfer.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/transfers/{transferId}'],
  auth: 'member',
  callers: anyone,
  audit: 'transfer',
  tag: 'ikms',
  summary: 'A request to move an IKM, for both offices and for who reaches the IKM',
  params: z.strictObject({ transferId: TransferId }),
  etag: true,
  answers: { 200: TransferView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM', 'TRANSFER'] }, keys: ['unseal'] },
  impact: 'Offices cannot look at requests to move IKMs.',
});

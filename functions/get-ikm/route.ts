import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'ikms',
  summary: 'One IKM; NIK, NPWP and phone masked',
  params: z.strictObject({ ikmId: IkmId }),
  etag: true,
  answers: { 200: IkmView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, keys: ['unseal'] },
  impact: 'Nobody can open an IKM.',
});

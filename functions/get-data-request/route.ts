import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { DataRequestId, IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { DataRequestView } from '../../shared/domain/privacy/data-request.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/data-requests/{requestId}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'privacy',
  summary: "How far a person's request about their data is",
  params: z.strictObject({ ikmId: IkmId, requestId: DataRequestId }),
  answers: { 200: DataRequestView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, keys: ['unseal'] },
  impact: 'Nobody sees how far requests about personal data are.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { DataRequestId, IkmId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/data-requests/{requestId}/export'],
  auth: 'member',
  callers: [...officers, 'pemilik'],
  audit: 'ikm',
  sensitive: true,
  tag: 'privacy',
  summary: "The copy of a person's data: a link to one ZIP, for 7 days",
  params: z.strictObject({ ikmId: IkmId, requestId: DataRequestId }),
  answers: { 302: null },
  problems: ['not-a-member', 'forbidden', 'not-found', 'wrong-state'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, intake: { read: ['exports/'] } },
  impact: 'Nobody can fetch the copy of their data.',
});

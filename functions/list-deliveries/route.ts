import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { DeliveryView } from '../../shared/domain/partner/delivery.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/partners/{partnerId}/deliveries'],
  auth: 'member',
  callers: [...officers, 'mitra'],
  tag: 'partners',
  summary: 'What was sent to a partner in the last 30 days and what came of it, newest first',
  params: z.strictObject({ partnerId: AccountId }),
  query: z.strictObject(pageFields),
  answers: { 200: pageOf(DeliveryView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member', 'not-found'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['PARTNER', 'ACCOUNT', 'DELIVERY'] },
  },
  impact: 'Nobody sees what was sent to partners.',
});

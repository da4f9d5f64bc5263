import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { DeliveryView } from '../../shared/domain/partner/delivery.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/partners/{partnerId}/deliveries/{deliveryId}/replay'],
  auth: 'member',
  callers: [...officers, 'mitra'],
  audit: 'partner',
  tag: 'partners',
  summary: 'Send a message again, with the same id and body; answers what came of it',
  params: z.strictObject({ partnerId: AccountId, deliveryId: z.string().regex(/^[0-9a-f]{1,60}$/) }),
  answers: { 200: DeliveryView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'wrong-state'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['PARTNER', 'ACCOUNT', 'DELIVERY'], write: ['DELIVERY'] },
    keys: ['unseal'],
    partners: true,
  },
  // a partner has 15 s to answer
  sizing: { timeoutSeconds: 25 },
  impact: 'Messages to partners cannot be sent again by hand; the ladder of retries goes on.',
});

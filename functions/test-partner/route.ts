import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { DeliveryView } from '../../shared/domain/partner/delivery.ts';
import { sampleTypes } from '../../shared/domain/partner/sample-message.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/partners/{partnerId}/test'],
  auth: 'member',
  callers: [...officers, 'mitra'],
  audit: 'partner',
  tag: 'partners',
  summary: 'Send a sample message, marked as a test; answers what came of it',
  params: z.strictObject({ partnerId: AccountId }),
  body: z.strictObject({ type: z.enum(sampleTypes).default('listing.upserted.v1') }),
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
  impact: 'Partners cannot try their endpoint; real messages go on.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/callbacks/webhook/{partnerId}'],
  auth: 'signed',
  tag: 'partners',
  summary: "A partner's signed event: listing.live, listing.rejected, order.created, order.cancelled",
  params: z.strictObject({ partnerId: z.string() }),
  answers: { 204: null },
  problems: ['bad-request', 'forbidden', 'body-too-large', 'unavailable'],
  access: {
    register: { read: ['PRODUCT'], write: ['PRODUCT'] },
    listings: {
      read: ['ACCOUNT', 'SHOP', 'LISTING', 'VERDICT', 'HEARD', 'ORDER'],
      write: ['LISTING', 'VERDICT', 'HEARD', 'ORDER'],
      delete: ['ORDER'],
    },
    keys: ['seal', 'unseal'],
  },
  impact: 'Partners cannot tell us of orders and verdicts; they send again by their own ladder.',
});

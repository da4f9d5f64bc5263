import * as z from 'zod';
import { defineEvent, id, marketplace } from './event.ts';

export const OrderChangedV1 = defineEvent({
  name: 'order.changed',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An order came to another state at its marketplace',
  since: '0.1.0',
  data: z.object({
    orderId: id('order'),
    accountId: id('shop account'),
    marketplace: marketplace(),
    ikmId: id("IKM whose part of the order it is; absent for the part of the shop's holder").optional(),
    state: z
      .enum(['unpaid', 'to-ship', 'shipped', 'completed', 'cancelled', 'returned'])
      .meta({ description: 'Where it stands at the marketplace' }),
  }),
  example: {
    subject: 'order/4R0Z7K2M9QX5V8T1W6Y3B0D2FG/ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K',
    data: {
      orderId: '4R0Z7K2M9QX5V8T1W6Y3B0D2FG',
      accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
      marketplace: 'shopee',
      ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K',
      state: 'cancelled',
    },
  },
});

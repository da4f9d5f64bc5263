import * as z from 'zod';
import { defineEvent, id, marketplace } from './event.ts';

export const AccountConnectedV1 = defineEvent({
  name: 'account.connected',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'A shop was connected, or connected again',
  since: '0.1.0',
  data: z.object({
    accountId: id('shop account'),
    marketplace: marketplace(),
    holder: z.object({ type: z.enum(['ikm', 'sentra']), id: id('IKM or sentra that holds it') }),
  }),
  example: {
    subject: 'account/01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
    data: {
      accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
      marketplace: 'shopee',
      holder: { type: 'sentra', id: '01JCXQ4Z8E5T7V9W1Y3A5C7E9G' },
    },
  },
});

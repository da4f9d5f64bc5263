import * as z from 'zod';
import { defineEvent, id, marketplace } from './event.ts';

export const ShopReadingDueV1 = defineEvent({
  name: 'shop.reading-due',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: 'What a shop sells should be read',
  since: '0.1.0',
  data: z.object({ accountId: id('shop account'), marketplace: marketplace() }),
  example: {
    subject: 'account/01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
    data: { accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P', marketplace: 'shopee' },
  },
});

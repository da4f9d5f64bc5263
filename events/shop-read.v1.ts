import * as z from 'zod';
import { defineEvent, id, marketplace } from './event.ts';

export const ShopReadV1 = defineEvent({
  name: 'shop.read',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'What a shop sells was read for the first time',
  since: '0.1.0',
  data: z.object({ accountId: id('shop account'), marketplace: marketplace() }),
  example: {
    subject: 'account/01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
    data: { accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P', marketplace: 'shopee' },
  },
});

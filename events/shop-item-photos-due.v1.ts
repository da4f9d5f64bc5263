import * as z from 'zod';
import { defineEvent, id, marketplace } from './event.ts';

export const ShopItemPhotosDueV1 = defineEvent({
  name: 'shop.item-photos-due',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: 'Photos of an item of a shop should be fetched: to be compared, or for the product it was imported as',
  since: '0.1.0',
  data: z.object({ accountId: id('shop account'), externalId: z.string(), marketplace: marketplace() }),
  example: {
    subject: 'account/01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
    data: { accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P', externalId: '2500113948', marketplace: 'shopee' },
  },
});

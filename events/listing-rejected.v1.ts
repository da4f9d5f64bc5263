import * as z from 'zod';
import { defineEvent, id, marketplace } from './event.ts';

export const ListingRejectedV1 = defineEvent({
  name: 'listing.rejected',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'The marketplace refused the product in this shop',
  since: '0.1.0',
  data: z.object({
    productId: id('product'),
    accountId: id('shop account'),
    marketplace: marketplace(),
    ikmId: id('IKM that makes it'),
  }),
  example: {
    subject: 'listing/01JCXQ6M3N5P7Q9R1S3T5V7W9X/01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
    data: {
      productId: '01JCXQ6M3N5P7Q9R1S3T5V7W9X',
      accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
      marketplace: 'shopee',
      ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K',
    },
  },
});

import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const ProductCuratedV1 = defineEvent({
  name: 'product.curated',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An officer decided on the content of a product',
  since: '0.1.0',
  data: z.object({
    productId: id('product'),
    ikmId: id('IKM that makes it'),
    decision: z.enum(['approve', 'return', 'reject']),
  }),
  example: {
    subject: 'product/01JCXQ6M3N5P7Q9R1S3T5V7W9X',
    data: { productId: '01JCXQ6M3N5P7Q9R1S3T5V7W9X', ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', decision: 'approve' },
  },
});

import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const PhotoRejectedV1 = defineEvent({
  name: 'photo.rejected',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An uploaded photo cannot be used',
  since: '0.1.0',
  data: z.object({
    productId: id('product'),
    photoId: id('photo'),
    reason: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .meta({ description: 'Why, as a code; new codes may come' }),
  }),
  example: {
    subject: 'photo/01JCXQ7A1B2C3D4E5F6G7H8J9K',
    data: { productId: '01JCXQ6M3N5P7Q9R1S3T5V7W9X', photoId: '01JCXQ7A1B2C3D4E5F6G7H8J9K', reason: 'not-an-image' },
  },
});

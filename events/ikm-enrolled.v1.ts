import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const IkmEnrolledV1 = defineEvent({
  name: 'ikm.enrolled',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An IKM was enrolled, as a draft',
  since: '0.1.0',
  data: z.object({ ikmId: id('IKM'), sentraId: id('sentra it belongs to').optional() }),
  example: {
    subject: 'ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K',
    data: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', sentraId: '01JCXQ4Z8E5T7V9W1Y3A5C7E9G' },
  },
});

import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const IkmVerifiedV1 = defineEvent({
  name: 'ikm.verified',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An officer decided on an IKM',
  since: '0.1.0',
  data: z.object({
    ikmId: id('IKM'),
    decision: z.enum(['approve', 'return', 'reject', 'suspend', 'restore']),
    state: z.enum(['approved', 'returned', 'rejected', 'suspended']),
  }),
  example: {
    subject: 'ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K',
    data: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', decision: 'approve', state: 'approved' },
  },
});

import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const IkmDataRequestDueV1 = defineEvent({
  name: 'ikm.data-request-due',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: "A step of carrying out a person's request about their data is due",
  since: '0.1.0',
  data: z.object({
    ikmId: id('IKM'),
    requestId: id('request'),
    kind: z.enum(['access', 'correction', 'erasure', 'restriction']),
  }),
  example: {
    subject: 'ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K',
    data: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', requestId: '01JCXR1A2B3C4D5E6F7G8H9J0K', kind: 'access' },
  },
});

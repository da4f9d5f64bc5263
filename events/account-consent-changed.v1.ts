import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const AccountConsentChangedV1 = defineEvent({
  name: 'account.consent-changed',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: 'An IKM agreed to be sold by a joint shop, or withdrew',
  since: '0.1.0',
  data: z.object({ accountId: id('shop account'), ikmId: id('IKM'), agreed: z.boolean() }),
  example: {
    subject: 'account/01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
    data: { accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P', ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', agreed: true },
  },
});

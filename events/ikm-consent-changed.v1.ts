import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const IkmConsentChangedV1 = defineEvent({
  name: 'ikm.consent-changed',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: 'The owner of an IKM agreed to a purpose, or withdrew',
  since: '0.1.0',
  data: z.object({ ikmId: id('IKM'), purpose: z.string(), agreed: z.boolean() }),
  example: {
    subject: 'ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K',
    data: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', purpose: 'publishing', agreed: true },
  },
});

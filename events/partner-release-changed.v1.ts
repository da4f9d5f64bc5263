import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const PartnerReleaseChangedV1 = defineEvent({
  name: 'partner.release-changed',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: 'An IKM released all its products to a partner, or none',
  since: '0.1.0',
  data: z.object({ ikmId: id('IKM'), partnerId: id('partner') }),
  example: {
    subject: 'ikm/01JCXQ5A9B8C7D6E5F4G3H2J1K',
    data: { ikmId: '01JCXQ5A9B8C7D6E5F4G3H2J1K', partnerId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P' },
  },
});

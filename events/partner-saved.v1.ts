import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const PartnerSavedV1 = defineEvent({
  name: 'partner.saved',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'A partner was made, enabled anew, or selects other products',
  since: '0.1.0',
  data: z.object({ partnerId: id('partner'), accountId: id('account of the partner: the same id') }),
  example: {
    subject: 'partner/01JCXQ8Z9Y8X7W6V5T4S3R2Q1P',
    data: { partnerId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P', accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P' },
  },
});

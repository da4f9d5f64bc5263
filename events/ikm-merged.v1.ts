import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const IkmMergedV1 = defineEvent({
  name: 'ikm.merged',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An IKM was closed in favour of another record of the same firm, which gets its products',
  since: '0.1.0',
  data: z.object({ ikmId: id('IKM'), into: id('IKM') }),
  example: {
    subject: 'ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K',
    data: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', into: '01JCXQ5A2B4C6D8E0F2G4H6J8M' },
  },
});

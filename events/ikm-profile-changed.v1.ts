import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const IkmProfileChangedV1 = defineEvent({
  name: 'ikm.profile-changed',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'What buyers see of an IKM changed: its business name or its shop site',
  since: '0.1.0',
  data: z.object({ ikmId: id('IKM') }),
  example: {
    subject: 'ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K',
    data: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K' },
  },
});

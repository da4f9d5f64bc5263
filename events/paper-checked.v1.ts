import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const PaperCheckedV1 = defineEvent({
  name: 'paper.checked',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An officer verified a legality paper, or returned it',
  since: '0.1.0',
  data: z.object({
    ikmId: id('IKM whose paper it is'),
    paperId: id('paper'),
    decision: z.enum(['verify', 'return']).meta({ description: 'What the officer found' }),
  }),
  example: {
    subject: 'paper/01JCXQC1D3F5H7K9M1P3R5T7V9',
    data: {
      ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K',
      paperId: '01JCXQC1D3F5H7K9M1P3R5T7V9',
      decision: 'verify',
    },
  },
});

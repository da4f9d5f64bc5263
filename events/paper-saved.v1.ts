import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const PaperSavedV1 = defineEvent({
  name: 'paper.saved',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'A legality paper was saved, got another file, or was archived',
  since: '0.1.0',
  data: z.object({
    ikmId: id('IKM whose paper it is'),
    paperId: id('paper'),
  }),
  example: {
    subject: 'paper/01JCXQC1D3F5H7K9M1P3R5T7V9',
    data: {
      ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K',
      paperId: '01JCXQC1D3F5H7K9M1P3R5T7V9',
    },
  },
});

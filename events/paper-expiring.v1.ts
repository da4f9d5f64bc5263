import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const PaperExpiringV1 = defineEvent({
  name: 'paper.expiring',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'A legality paper ends soon: its owner should renew it',
  since: '0.1.0',
  data: z.object({
    ikmId: id('IKM whose paper it is'),
    paperId: id('paper'),
    days: z.int().meta({ description: 'So many days before its end at most' }),
  }),
  example: {
    subject: 'paper/01JCXQC1D3F5H7K9M1P3R5T7V9',
    data: {
      ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K',
      paperId: '01JCXQC1D3F5H7K9M1P3R5T7V9',
      days: 30,
    },
  },
});

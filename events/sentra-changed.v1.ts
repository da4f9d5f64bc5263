import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const SentraChangedV1 = defineEvent({
  name: 'sentra.changed',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: 'A sentra stands in another region, or takes part in other programmes',
  since: '0.1.0',
  data: z.object({ sentraId: id('sentra') }),
  example: {
    subject: 'sentra/01JCXQ4A2B4C6D8E0F2G4H6J8K',
    data: { sentraId: '01JCXQ4A2B4C6D8E0F2G4H6J8K' },
  },
});

import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const ImportFinishedV1 = defineEvent({
  name: 'import.finished',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An import came to its end, one way or another',
  since: '0.1.0',
  data: z.object({
    importId: id('import'),
    kind: z.enum(['sentra', 'ikm', 'product', 'offer']),
    outcome: z.enum(['finished', 'cancelled', 'failed']),
  }),
  example: {
    subject: 'import/01JCXQ9B2C4D6E8F0G2H4J6K8M',
    data: { importId: '01JCXQ9B2C4D6E8F0G2H4J6K8M', kind: 'product', outcome: 'finished' },
  },
});

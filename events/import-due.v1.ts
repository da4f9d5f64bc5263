import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const ImportDueV1 = defineEvent({
  name: 'import.due',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: 'An import is to be checked or carried out, or to go on where it stopped',
  since: '0.1.0',
  data: z.object({ importId: id('import') }),
  example: { subject: 'import/01JCXQ9B2C4D6E8F0G2H4J6K8M', data: { importId: '01JCXQ9B2C4D6E8F0G2H4J6K8M' } },
});

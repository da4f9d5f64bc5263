import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const PackRequestedV1 = defineEvent({
  name: 'pack.requested',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: 'An export pack was asked for and waits to be built',
  since: '0.1.0',
  data: z.object({ packId: id('pack') }),
  example: { subject: 'pack/01JCXQ9B2C4D6E8F0G2H4J6K8M', data: { packId: '01JCXQ9B2C4D6E8F0G2H4J6K8M' } },
});

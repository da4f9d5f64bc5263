import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const IkmClosedV1 = defineEvent({
  name: 'ikm.closed',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An IKM was closed: its listings are taken off',
  since: '0.1.0',
  data: z.object({ ikmId: id('IKM') }),
  example: { subject: 'ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K', data: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K' } },
});

import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const IkmMovedV1 = defineEvent({
  name: 'ikm.moved',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'An IKM joined, left or changed a sentra, or moved its production site: what stands at its place follows',
  since: '0.1.0',
  data: z.object({ ikmId: id('IKM') }),
  example: { subject: 'ikm/01JCXQ5A2B4C6D8E0F2G4H6J8K', data: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K' } },
});

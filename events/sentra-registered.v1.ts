import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const SentraRegisteredV1 = defineEvent({
  name: 'sentra.registered',
  major: 1,
  minor: 0,
  audience: 'public',
  summary: 'A sentra was entered in the register',
  since: '0.1.0',
  data: z.object({ sentraId: id('sentra') }),
  example: { subject: 'sentra/01JCXQ4Z8E5T7V9W1Y3A5C7E9G', data: { sentraId: '01JCXQ4Z8E5T7V9W1Y3A5C7E9G' } },
});

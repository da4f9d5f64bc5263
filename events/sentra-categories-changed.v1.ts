import * as z from 'zod';
import { defineEvent, id } from './event.ts';

export const SentraCategoriesChangedV1 = defineEvent({
  name: 'sentra.categories-changed',
  major: 1,
  minor: 0,
  audience: 'internal',
  summary: "Officers chose other marketplace categories for a sentra's goods",
  since: '0.1.0',
  data: z.object({ sentraId: id('sentra') }),
  example: {
    subject: 'sentra/01JCXQ4Z8E5T7V9W1Y3A5C7E9G',
    data: { sentraId: '01JCXQ4Z8E5T7V9W1Y3A5C7E9G' },
  },
});

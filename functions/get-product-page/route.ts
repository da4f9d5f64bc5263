import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/p/{productId}'],
  head: true,
  auth: 'public',
  tag: 'public',
  summary: 'The public page of a product, for people and search engines; answers HTML',
  // any text: a page in words answers what is no id at all
  params: z.strictObject({ productId: z.string() }),
  answers: { 200: null, 304: null, 404: null, 503: null },
  problems: [],
  access: {
    register: { read: ['PRODUCT', 'IKM', 'SENTRA'] },
    listings: { read: ['LISTING'] },
    publicUrl: true,
  },
  impact: 'Public product pages are down: Google and Meta may take their products off sale.',
});

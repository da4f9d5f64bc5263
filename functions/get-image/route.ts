import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/images/{rendition}'],
  head: true,
  auth: 'public',
  tag: 'public',
  summary: 'A finished photo at its lasting address; the name tells the content, so it may be kept for ever',
  params: z.strictObject({ rendition: z.string() }),
  answers: { 200: null, 304: null, 404: null, 503: null },
  problems: [],
  access: { photos: { read: ['renditions/'] } },
  impact: 'Photos on public pages and in feeds are missing: Google and Meta may take their products off sale.',
});

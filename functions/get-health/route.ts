import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/health'],
  auth: 'public',
  tag: 'service',
  summary: 'Whether the service answers, and its version',
  answers: { 200: z.strictObject({ status: z.literal('ok'), version: z.string() }) },
  problems: [],
  access: {},
  impact: 'Health checks fail: monitors will believe the API is down.',
});

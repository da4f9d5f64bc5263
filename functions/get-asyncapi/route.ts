import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/asyncapi.json'],
  auth: 'public',
  tag: 'service',
  summary: 'The public events, AsyncAPI 3.0',
  answers: { 200: z.looseObject({ asyncapi: z.string() }) },
  problems: [],
  access: {},
  impact: 'The description of the events cannot be read; events themselves flow.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/openapi.json'],
  auth: 'public',
  tag: 'service',
  summary: 'This description of the API, OpenAPI 3.1',
  answers: { 200: z.looseObject({ openapi: z.string() }) },
  problems: [],
  access: {},
  impact: 'The description of the API cannot be read; the API itself works.',
});

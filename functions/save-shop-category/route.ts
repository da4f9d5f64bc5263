import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { SentraId } from '../../shared/domain/ids.ts';
import { CategoryBody, CategoryView } from '../../shared/domain/sentra/shop-categories.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/sentras/{sentraId}/categories/{marketplace}'],
  auth: 'member',
  callers: officers,
  audit: 'sentra',
  tag: 'sentras',
  summary: 'Choose the marketplace category of all goods of a sentra that have none of their own',
  params: z.strictObject({ sentraId: SentraId, marketplace: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/) }),
  body: CategoryBody,
  answers: { 200: CategoryView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'unknown-marketplace', 'conflict'],
  access: { register: { read: ['SUBJECT', 'SENTRA'], write: ['SENTRA'] } },
  impact: 'Officers cannot choose categories; those chosen stay in force.',
});

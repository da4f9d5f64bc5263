import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { SentraId } from '../../shared/domain/ids.ts';
import { CategoryView } from '../../shared/domain/sentra/shop-categories.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/sentras/{sentraId}/categories/{marketplace}'],
  auth: 'member',
  callers: anyone,
  tag: 'sentras',
  summary: 'The marketplace category chosen for the goods of a sentra',
  params: z.strictObject({ sentraId: SentraId, marketplace: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/) }),
  answers: { 200: CategoryView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'SENTRA'] } },
  impact: 'Officers do not see the chosen categories; they stay in force.',
});

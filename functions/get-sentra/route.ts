import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { SentraId } from '../../shared/domain/ids.ts';
import { SentraView } from '../../shared/domain/sentra/sentra.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/sentras/{sentraId}'],
  auth: 'member',
  callers: anyone,
  audit: 'sentra',
  tag: 'sentras',
  summary: 'One sentra with its leader',
  params: z.strictObject({ sentraId: SentraId }),
  etag: true,
  answers: { 200: SentraView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'SENTRA'] }, keys: ['unseal'] },
  impact: 'Officers cannot open a sentra.',
});

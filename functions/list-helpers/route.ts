import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { HelperView } from '../../shared/domain/member/helper.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/helpers'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'helpers',
  summary: 'Who acts for an IKM, since when, and by which consent',
  params: z.strictObject({ ikmId: IkmId }),
  answers: { 200: z.strictObject({ items: z.array(HelperView) }) },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM', 'TEAM', 'MEMBER'] }, keys: ['unseal'] },
  impact: 'Owners do not see who acts for them.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { HelperCodeView } from '../../shared/domain/member/helper.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/helper-codes'],
  auth: 'member',
  callers: ['pemilik'],
  audit: 'ikm',
  tag: 'helpers',
  summary: 'Who asks to act for the IKM, with the code to read out to them',
  params: z.strictObject({ ikmId: IkmId }),
  answers: { 200: z.strictObject({ items: z.array(HelperCodeView) }) },
  problems: ['not-a-member', 'forbidden', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM', 'TEAM', 'MEMBER'] }, keys: ['unseal', 'identity'] },
  impact: 'Owners cannot consent by code; signed in or on paper they still can.',
});

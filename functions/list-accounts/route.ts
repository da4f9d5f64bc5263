import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountView } from '../../shared/domain/account/view.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/accounts'],
  auth: 'member',
  callers: [...anyone, 'mitra'],
  tag: 'accounts',
  summary: 'Shop accounts of an IKM or sentra; without a filter, of those the caller owns or accompanies',
  query: z.strictObject({
    ...pageFields,
    holderId: z
      .string()
      .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
      .optional()
      .meta({ description: 'Id of an IKM or sentra' }),
  }),
  answers: { 200: pageOf(AccountView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: { register: { read: ['SUBJECT'] }, listings: { index: { 'by-holder': ['HOLDER'] } } },
  impact: 'Shop accounts cannot be looked through.',
});

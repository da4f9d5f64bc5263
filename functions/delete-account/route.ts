import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'DELETE',
  paths: ['/v1/accounts/{accountId}'],
  auth: 'member',
  callers: anyone,
  audit: 'account',
  tag: 'accounts',
  summary: 'Disconnect a shop: its tokens are destroyed, its listings are left as they are',
  params: z.strictObject({ accountId: AccountId }),
  answers: { 204: null },
  problems: ['not-a-member', 'not-found', 'conflict'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['ACCOUNT', 'SHOP'], write: ['ACCOUNT', 'SHOP'], delete: ['ACCOUNT'] },
  },
  impact: 'Owners cannot disconnect their shop.',
});

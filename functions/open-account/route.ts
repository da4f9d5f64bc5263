import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { Holder } from '../../shared/domain/account/account.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

const Opened = z.strictObject({ accountId: AccountId, authorizationUrl: z.url() });

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/accounts'],
  auth: 'member',
  callers: anyone,
  audit: 'account',
  tag: 'accounts',
  summary: "Connect a shop: where its owner's browser must go. Also reconnects the account of that id",
  body: z.strictObject({ accountId: AccountId, marketplace: z.string().max(40), holder: Holder }),
  answers: { 200: Opened, 201: Opened },
  problems: ['bad-request', 'not-a-member', 'not-found', 'identity-fixed', 'unknown-marketplace'],
  access: {
    register: { read: ['SUBJECT', 'IKM', 'SENTRA'] },
    listings: { read: ['ACCOUNT'], write: ['ACCOUNT', 'AUTHORIZATION'] },
    apps: 'all',
  },
  impact: 'No shop can be connected or reconnected.',
});

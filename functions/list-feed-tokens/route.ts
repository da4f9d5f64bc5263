import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { FeedTokenView } from '../../shared/domain/partner/feed-token.ts';
import { pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/partners/{partnerId}/tokens'],
  auth: 'member',
  callers: [...anyone, 'mitra'],
  tag: 'partners',
  summary: 'Tokens of a feed, without their text',
  params: z.strictObject({ partnerId: AccountId }),
  answers: { 200: pageOf(FeedTokenView) },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['PARTNER', 'ACCOUNT', 'PULL'] },
  },
  impact: 'Nobody sees which tokens fetch a feed.',
});

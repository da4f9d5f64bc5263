import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { FeedTokenBody, FeedTokenView } from '../../shared/domain/partner/feed-token.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/partners/{partnerId}/tokens'],
  auth: 'member',
  callers: [...anyone, 'mitra'],
  audit: 'partner',
  tag: 'partners',
  summary: 'A token to fetch the feed with, shown once; also for a shop account whose marketplace fetches a feed',
  params: z.strictObject({ partnerId: AccountId }),
  body: FeedTokenBody,
  answers: { 201: FeedTokenView.extend({ token: z.string() }) },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'id-taken', 'wrong-state'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['PARTNER', 'ACCOUNT', 'PULL'], write: ['PULL'] },
  },
  impact: 'No new feed tokens can be made; those there are go on working.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { FeedTokenBody } from '../../shared/domain/partner/feed-token.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'DELETE',
  paths: ['/v1/partners/{partnerId}/tokens/{tokenId}'],
  auth: 'member',
  callers: [...anyone, 'mitra'],
  audit: 'partner',
  tag: 'partners',
  summary: 'Revoke a feed token',
  params: z.strictObject({ partnerId: AccountId, tokenId: FeedTokenBody.shape.tokenId }),
  answers: { 204: null },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['PARTNER', 'ACCOUNT', 'PULL'], write: ['PULL'] },
  },
  impact: 'Feed tokens cannot be revoked.',
});

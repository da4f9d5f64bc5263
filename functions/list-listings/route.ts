import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, IkmId } from '../../shared/domain/ids.ts';
import { states } from '../../shared/domain/listing/listing.ts';
import { ListingView } from '../../shared/domain/listing/view.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/listings'],
  auth: 'member',
  callers: anyone,
  tag: 'listings',
  summary: 'Listings of an IKM or of a shop account; without a filter, of the IKMs the caller owns or accompanies',
  query: z.strictObject({
    ...pageFields,
    ikmId: IkmId.optional(),
    accountId: AccountId.optional(),
    state: z.enum(states).optional(),
  }),
  answers: { 200: pageOf(ListingView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { index: { 'by-account': ['LISTED'], 'by-listed-ikm': ['LISTED-IKM'] } },
  },
  impact: 'Listings cannot be looked through.',
});

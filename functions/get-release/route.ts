import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, IkmId } from '../../shared/domain/ids.ts';
import { ReleaseView } from '../../shared/domain/partner/release.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/releases/{partnerId}'],
  auth: 'member',
  callers: anyone,
  tag: 'partners',
  summary: 'Whether an IKM released all its products to a partner',
  params: z.strictObject({ ikmId: IkmId, partnerId: AccountId }),
  answers: { 200: ReleaseView },
  problems: ['bad-request', 'not-a-member', 'not-found'],
  access: {
    register: { read: ['SUBJECT', 'IKM'] },
    listings: { read: ['RELEASE'] },
  },
  impact: 'Owners do not see what they released to a partner.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, IkmId } from '../../shared/domain/ids.ts';
import { Released, ReleaseView } from '../../shared/domain/partner/release.ts';
import { helpers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}/releases/{partnerId}'],
  auth: 'member',
  callers: helpers,
  audit: 'ikm',
  tag: 'partners',
  summary: 'Release all products of an IKM to a partner, or none',
  params: z.strictObject({ ikmId: IkmId, partnerId: AccountId }),
  body: z.strictObject({ released: Released }),
  answers: { 200: ReleaseView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'conflict'],
  access: {
    register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] },
    listings: { read: ['RELEASE', 'ACCOUNT'], write: ['RELEASE'] },
  },
  impact: 'Owners cannot release all their products to a partner at once.',
});

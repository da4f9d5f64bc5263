import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { PartnerView } from '../../shared/domain/partner/partner.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/partners/{partnerId}'],
  auth: 'member',
  callers: [...officers, 'mitra'],
  tag: 'partners',
  summary: 'One partner, without its secret',
  params: z.strictObject({ partnerId: AccountId }),
  etag: true,
  answers: { 200: PartnerView },
  problems: ['bad-request', 'not-a-member', 'not-found'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['PARTNER', 'ACCOUNT'] },
    keys: ['unseal'],
  },
  impact: 'Partners and officers do not see whether a partner is being served.',
});

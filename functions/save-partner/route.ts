import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { PartnerBody, PartnerView } from '../../shared/domain/partner/partner.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/partners/{partnerId}'],
  auth: 'member',
  callers: officers,
  audit: 'partner',
  tag: 'partners',
  summary: 'Register a partner marketplace, or change it; its signing secret is shown once',
  params: z.strictObject({ partnerId: AccountId }),
  body: PartnerBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: PartnerView, 201: PartnerView },
  problems: [
    'bad-request',
    'unknown-region',
    'not-a-member',
    'forbidden',
    'not-found',
    'if-match-required',
    'stale-etag',
    'conflict',
  ],
  access: {
    register: { read: ['SUBJECT'] },
    listings: {
      read: ['PARTNER', 'ACCOUNT', 'SHOP'],
      write: ['PARTNER', 'ACCOUNT', 'SHOP'],
    },
    keys: ['seal', 'unseal'],
    partners: true,
  },
  impact: 'Partners cannot be registered or changed; those there are go on being served.',
});

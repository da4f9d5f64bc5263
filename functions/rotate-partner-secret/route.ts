import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { IsoInstant } from '../../shared/domain/time.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/partners/{partnerId}/secrets'],
  auth: 'member',
  callers: officers,
  audit: 'partner',
  tag: 'partners',
  summary: 'A new signing secret, shown once; the old one stays valid for 24 hours',
  params: z.strictObject({ partnerId: AccountId }),
  answers: { 200: z.strictObject({ secret: z.string(), previousEndsAt: IsoInstant }) },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'wrong-state', 'conflict'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['PARTNER', 'ACCOUNT'], write: ['PARTNER', 'ACCOUNT', 'SHOP'] },
    keys: ['seal', 'unseal'],
  },
  impact: 'Signing secrets cannot be changed; those in force go on working.',
});

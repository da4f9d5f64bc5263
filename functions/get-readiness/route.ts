import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { ProblemView } from '../../shared/domain/listing/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

/** What still keeps a product out of one shop; `ready` when nothing blocks. */
export const ReadinessView = z.strictObject({
  marketplace: z.string(),
  ready: z.boolean(),
  problems: z.array(ProblemView),
});

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}/readiness'],
  auth: 'member',
  callers: anyone,
  tag: 'listings',
  summary: 'What still keeps a product from being listed, per shop that may carry it',
  params: z.strictObject({ productId: ProductId }),
  answers: {
    200: z.strictObject({
      accounts: z.record(z.string(), ReadinessView),
    }),
  },
  problems: ['not-a-member', 'not-found'],
  access: {
    register: { read: ['SUBJECT', 'PRODUCT', 'IKM', 'SENTRA'] },
    listings: {
      read: ['LISTING', 'ACCOUNT', 'SHOP', 'FACT', 'CONSENT', 'OPENITEM'],
      write: ['ACCOUNT', 'SHOP', 'FACT'],
      delete: ['ACCOUNT'],
      index: { 'by-holder': ['HOLDER'] },
    },
    keys: ['unseal'],
    apps: 'all',
    publicUrl: true,
  },
  sizing: { timeoutSeconds: 25 },
  impact: 'Owners do not see what keeps a product from being listed; listing itself works.',
});

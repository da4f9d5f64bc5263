import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/accounts/callback/{marketplace}'],
  auth: 'public',
  perConnector: true,
  tag: 'accounts',
  summary: "Where the marketplace sends the shop's owner back to; answers a page for people",
  query: z.record(z.string(), z.string()),
  answers: { 200: null, 400: null, 409: null, 503: null },
  problems: ['authorization-failed', 'shop-already-connected', 'unavailable'],
  access: {
    listings: { read: ['ACCOUNT', 'AUTHORIZATION', 'SHOP'], write: ['ACCOUNT', 'AUTHORIZATION', 'SHOP'] },
    keys: ['seal', 'unseal'],
    apps: 'own',
  },
  sizing: { timeoutSeconds: 25 },
  impact: 'Owners come back from the marketplace to an error; their shops stay unconnected.',
});

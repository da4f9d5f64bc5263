import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, ProductId } from '../../shared/domain/ids.ts';
import { RequirementsView } from '../../shared/domain/listing/requirements-view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}/requirements/{accountId}'],
  auth: 'member',
  callers: anyone,
  tag: 'listings',
  summary: "The product's category in a shop and the fields it asks for",
  params: z.strictObject({ productId: ProductId, accountId: AccountId }),
  answers: { 200: RequirementsView },
  problems: ['not-a-member', 'not-found', 'wrong-state', 'unavailable'],
  access: {
    register: { read: ['SUBJECT', 'PRODUCT', 'IKM', 'SENTRA'] },
    listings: {
      read: ['LISTING', 'ACCOUNT', 'SHOP', 'FACT', 'CONSENT'],
      write: ['ACCOUNT', 'SHOP', 'FACT'],
      delete: ['ACCOUNT'],
    },
    keys: ['unseal'],
    apps: 'all',
    publicUrl: true,
  },
  sizing: { timeoutSeconds: 25 },
  impact: 'Screens cannot ask for the fields a marketplace wants.',
});

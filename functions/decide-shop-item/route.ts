import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { DecisionBody, ShopItemView } from '../../shared/domain/shop-item/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/accounts/{accountId}/items/{externalId}/decision'],
  auth: 'member',
  callers: anyone,
  audit: 'account',
  tag: 'accounts',
  summary: 'Link an item of the shop with a product, import it as one, or leave it alone; may be decided anew',
  params: z.strictObject({ accountId: AccountId, externalId: z.string().min(1).max(100) }),
  body: DecisionBody,
  answers: { 200: ShopItemView },
  problems: [
    'bad-request',
    'not-a-member',
    'not-found',
    'wrong-state',
    'already-listed',
    'already-linked',
    'item-has-variants',
    'conflict',
  ],
  access: {
    register: { read: ['SUBJECT', 'PRODUCT', 'IKM'], write: ['PRODUCT', 'IKM'] },
    listings: {
      read: ['ACCOUNT', 'SHOPITEM', 'OPENITEM', 'LISTING', 'SHOP'],
      write: ['SHOPITEM', 'OPENITEM', 'LISTING', 'SHOP'],
      delete: ['OPENITEM', 'SHOP'],
    },
  },
  impact: 'Owners cannot say which items of their shop are which products; what resembles one is not created.',
});

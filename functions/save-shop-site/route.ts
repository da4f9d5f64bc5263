import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { ShopSiteBody, ShopSiteView } from '../../shared/domain/ikm/shop-site.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}/shop-site'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'ikms',
  summary: 'Say what an IKM shows the public: whether its products have a page, and how buyers reach it',
  params: z.strictObject({ ikmId: IkmId }),
  body: ShopSiteBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: ShopSiteView, 201: ShopSiteView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'if-match-required', 'stale-etag', 'wrong-state'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] } },
  impact: 'Shop sites cannot be switched on or off.',
});

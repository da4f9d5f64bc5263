import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { ShopSiteView } from '../../shared/domain/ikm/shop-site.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/shop-site'],
  auth: 'member',
  callers: anyone,
  tag: 'ikms',
  summary: 'What an IKM shows the public; etag "0" while it was never saved',
  params: z.strictObject({ ikmId: IkmId }),
  etag: true,
  answers: { 200: ShopSiteView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] } },
  impact: 'Nobody can look at the setting of a shop site; public pages stay up.',
});

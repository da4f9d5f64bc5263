import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { Trust } from '../../shared/domain/curation/trust.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/trust'],
  auth: 'member',
  callers: officers,
  tag: 'ikms',
  summary:
    'Whether an IKM’s products are approved at once, since when and why; not found when nobody ever said; officers only',
  params: z.strictObject({ ikmId: IkmId }),
  etag: true,
  answers: { 200: Trust },
  problems: ['not-a-member', 'not-found', 'forbidden'],
  access: { register: { read: ['SUBJECT', 'IKM'] } },
  impact: 'Officers do not see which IKMs are trusted.',
});

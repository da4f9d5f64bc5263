import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { PackId } from '../../shared/domain/ids.ts';
import { PackView } from '../../shared/domain/pack/pack.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/packs/{packId}'],
  auth: 'member',
  callers: anyone,
  audit: 'pack',
  tag: 'packs',
  summary: 'How far an export pack is, and a link that reads it for a few minutes once it is ready',
  params: z.strictObject({ packId: PackId }),
  answers: { 200: PackView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'PACK'] }, files: { read: ['packs/'] } },
  impact: 'Nobody can fetch an export pack.',
});

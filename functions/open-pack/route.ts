import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, SentraId } from '../../shared/domain/ids.ts';
import { PackBody, PackView } from '../../shared/domain/pack/pack.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/packs', '/v1/sentras/{sentraId}/packs'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'packs',
  summary: 'Ask for an export pack (spreadsheet, photos, checklist) for a buyer that takes no listings by a call',
  params: z.strictObject({ ikmId: IkmId.optional(), sentraId: SentraId.optional() }),
  body: PackBody,
  answers: { 202: PackView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'id-taken'],
  access: { register: { read: ['SUBJECT', 'IKM', 'SENTRA', 'PACK'], write: ['PACK'] } },
  impact: 'Nobody can ask for an export pack.',
});

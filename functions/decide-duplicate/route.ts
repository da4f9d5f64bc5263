import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { DuplicateView } from '../../shared/domain/duplicate/duplicate.ts';
import { DuplicateId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/duplicates/{duplicateId}/decision'],
  auth: 'member',
  callers: officers,
  audit: 'duplicate',
  tag: 'ikms',
  summary: 'Say whether two records are one firm (to be merged) or two',
  params: z.strictObject({ duplicateId: DuplicateId }),
  body: z.strictObject({
    etag: z.string().max(50).meta({ description: 'The version of the pair that was looked at' }),
    decision: z.enum(['same', 'different']),
  }),
  etag: true,
  answers: { 200: DuplicateView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'stale-etag', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM', 'DUPLICATE'], write: ['DUPLICATE'] } },
  impact: 'Officers cannot settle likely duplicates.',
});

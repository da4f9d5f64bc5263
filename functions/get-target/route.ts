import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { TargetId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { TargetView } from '../../shared/domain/target/target.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/targets/{targetId}'],
  auth: 'member',
  callers: officers,
  tag: 'programme',
  summary: 'A target and how far it is reached',
  params: z.strictObject({ targetId: TargetId }),
  etag: true,
  answers: { 200: TargetView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'TARGET', 'REACHED'] } },
  impact: 'Nobody sees how far a target is reached.',
});

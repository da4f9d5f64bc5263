import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { TargetId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { TargetBody, TargetView } from '../../shared/domain/target/target.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/targets/{targetId}'],
  auth: 'member',
  callers: officers,
  audit: 'target',
  tag: 'programme',
  summary: 'Set a target for a step of the funnel, or change it',
  params: z.strictObject({ targetId: TargetId }),
  body: TargetBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: TargetView, 201: TargetView },
  problems: [
    'bad-request',
    'unknown-region',
    'not-a-member',
    'forbidden',
    'not-found',
    'if-match-required',
    'stale-etag',
    'conflict',
  ],
  access: { register: { read: ['SUBJECT', 'TARGET', 'REACHED'], write: ['TARGET'] } },
  impact: 'Officers cannot set targets.',
});

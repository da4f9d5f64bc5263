import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, MemberId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'DELETE',
  paths: ['/v1/ikms/{ikmId}/helpers/{memberId}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'helpers',
  summary: 'End that somebody acts for an IKM, at once',
  params: z.strictObject({ ikmId: IkmId, memberId: MemberId }),
  answers: { 204: null },
  problems: ['not-a-member', 'forbidden', 'not-found', 'conflict'],
  access: {
    register: {
      read: ['SUBJECT', 'IKM', 'TEAM', 'MEMBER'],
      write: ['MEMBER', 'SUBJECT', 'CONTACT', 'TEAM'],
      delete: ['TEAM'],
    },
  },
  impact: 'Owners cannot end that somebody acts for them.',
});

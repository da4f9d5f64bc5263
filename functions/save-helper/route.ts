import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, MemberId } from '../../shared/domain/ids.ts';
import { HelperBody, HelperView } from '../../shared/domain/member/helper.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}/helpers/{memberId}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'helpers',
  summary: "Let a mentor act for an IKM, on its owner's consent",
  params: z.strictObject({ ikmId: IkmId, memberId: MemberId }),
  body: HelperBody,
  answers: { 200: HelperView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'wrong-code', 'conflict'],
  access: {
    register: {
      read: ['SUBJECT', 'IKM', 'TEAM', 'MEMBER'],
      write: ['MEMBER', 'SUBJECT', 'CONTACT', 'TEAM'],
      delete: ['TEAM'],
    },
    keys: ['unseal', 'identity'],
  },
  impact: "No owner's consent to a mentor can be recorded.",
});

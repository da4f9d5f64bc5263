import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { MemberId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { HandoverBody, MemberView } from '../../shared/domain/member/member-body.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/members/{memberId}/handover'],
  auth: 'member',
  callers: officers,
  audit: 'member',
  tag: 'members',
  summary: 'Hand the scope of a membership over to somebody else, at one instant',
  params: z.strictObject({ memberId: MemberId }),
  body: HandoverBody,
  answers: { 200: z.strictObject({ ended: MemberView, successor: MemberView }) },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'wrong-state', 'conflict'],
  access: {
    register: {
      read: ['SUBJECT', 'MEMBER', 'IKM', 'SENTRA'],
      write: ['MEMBER', 'CONTACT', 'SUBJECT', 'TEAM'],
      delete: ['TEAM'],
    },
    keys: ['seal', 'unseal', 'identity'],
  },
  impact: 'Scopes cannot be handed over in one step; making a new member and ending the old one still works.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { MemberId } from '../../shared/domain/ids.ts';
import { MemberBody, MemberView } from '../../shared/domain/member/member-body.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/members/{memberId}'],
  auth: 'member',
  callers: [...officers, 'pemilik'],
  audit: 'member',
  tag: 'members',
  summary: 'Make somebody a member, or change the membership',
  params: z.strictObject({ memberId: MemberId }),
  body: MemberBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: MemberView, 201: MemberView },
  problems: [
    'bad-request',
    'unknown-region',
    'not-a-member',
    'forbidden',
    'not-found',
    'if-match-required',
    'stale-etag',
    'identity-fixed',
    'conflict',
  ],
  access: {
    register: {
      read: ['SUBJECT', 'MEMBER', 'IKM', 'SENTRA'],
      write: ['MEMBER', 'CONTACT', 'SUBJECT', 'TEAM'],
      delete: ['CONTACT', 'TEAM'],
    },
    keys: ['seal', 'unseal', 'identity'],
  },
  impact: 'Nobody can be made a member; new officers, owners and mentors stay outside.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { Membership } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/me'],
  auth: 'member',
  tag: 'members',
  summary: 'Who is signed in, and the memberships in force',
  answers: {
    200: z.strictObject({
      subject: z.string(),
      memberships: z.array(Membership.omit({ sentraIds: true })),
    }),
  },
  problems: [],
  access: { register: { read: ['SUBJECT'] } },
  impact: 'People cannot see what they may do after signing in.',
});

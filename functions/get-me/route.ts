import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { IkmState } from '../../shared/domain/ikm/state.ts';
import { Membership } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/me'],
  auth: 'member',
  tag: 'members',
  summary: 'Who is signed in, and the memberships in force, and the IKMs by name',
  answers: {
    200: z.strictObject({
      subject: z.string(),
      memberships: z.array(Membership.omit({ sentraIds: true, withoutIkmIds: true })),
      ikms: z.array(z.strictObject({ ikmId: IkmId, businessName: z.string(), state: IkmState })),
    }),
  },
  problems: [],
  access: { register: { read: ['SUBJECT', 'IKM'] } },
  impact: 'People cannot see what they may do after signing in.',
});

import * as z from 'zod';
import { MemberId } from '../../domain/ids.ts';
import { Membership } from '../../domain/member/member.ts';

/** A membership as stored. Nothing personal outside `sealed`. */
export const MemberRow = z.object({
  ...Membership.shape,
  type: z.literal('member'),
  etag: z.string(),
  createdWith: z.string(),
  sealed: z.record(z.string(), z.string()),
  contactHash: z.string(),
  keyVersion: z.string(),
  subject: z.string().optional(),
  handedOver: z.object({ memberId: MemberId, at: z.string(), by: z.string(), request: z.string() }).optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type MemberRow = z.infer<typeof MemberRow>;

/** A membership waiting for its holder's first sign-in. */
export const WaitingMemberRow = z.object({ type: z.literal('waiting-member'), memberId: z.string() });

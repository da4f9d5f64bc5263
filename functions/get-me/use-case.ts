import type { Caller } from '../../shared/domain/member/member.ts';

/** The caller's own identity and memberships in force; none yet is an answer too. */
export const getMe = ({ subject, memberships }: Caller) => ({ subject, memberships });

import type { Membership } from './member.ts';

/** Those of a person's memberships whose period is now. */
export const inForce = (memberships: readonly Membership[], nowMs: number): readonly Membership[] => {
  const now = new Date(nowMs).toISOString();
  return memberships.filter(({ from, to }) => (from === undefined || from <= now) && (to === undefined || now < to));
};

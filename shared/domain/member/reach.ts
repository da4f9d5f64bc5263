import { ProblemError } from '../problem.ts';
import { isWithin, type Caller, type Role } from './member.ts';

/** All that a caller may list, over all memberships that count. */
export interface Reach {
  readonly everything: boolean;
  /** Region codes, none within another. */
  readonly areas: readonly string[];
  readonly sentraIds: readonly string[];
  readonly ikmIds: readonly string[];
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** What the caller reaches through memberships of these roles. */
export const reachOf = (caller: Caller, roles: readonly Role[]): Reach => {
  const held = caller.memberships.filter(({ role }) => roles.includes(role));
  const having = (...wanted: readonly Role[]) => held.filter(({ role }) => wanted.includes(role));
  const areas = distinct(having('dinas').flatMap(({ scope }) => scope));
  return {
    everything: having('kementerian').length > 0,
    areas: areas.filter((code) => !areas.some((other) => other !== code && isWithin(code, other))),
    sentraIds: distinct(having('pendamping').flatMap(({ scope, sentraIds }) => sentraIds ?? scope)),
    ikmIds: distinct(
      having('pemilik', 'pendamping').flatMap(({ scope, sentraIds = [] }) =>
        scope.filter((id) => !sentraIds.includes(id)),
      ),
    ),
  };
};

/** @throws ProblemError `not-a-member` for somebody signed in whom the register does not know (or whose period is over). */
export const assertMember = (caller: Caller): void => {
  if (caller.memberships.length === 0) throw new ProblemError('not-a-member');
};

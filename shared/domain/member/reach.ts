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

/** What the caller reaches through memberships of these roles. A pendamping's ids may be of either kind: both are tried. */
export const reachOf = (caller: Caller, roles: readonly Role[]): Reach => {
  const scopesOf = (...wanted: readonly Role[]): string[] =>
    distinct(
      caller.memberships.filter(({ role }) => roles.includes(role) && wanted.includes(role)).flatMap((m) => m.scope),
    );
  const areas = scopesOf('dinas');
  return {
    everything: roles.includes('kementerian') && caller.memberships.some(({ role }) => role === 'kementerian'),
    areas: areas.filter((code) => !areas.some((other) => other !== code && isWithin(code, other))),
    sentraIds: scopesOf('pendamping'),
    ikmIds: scopesOf('pemilik', 'pendamping'),
  };
};

/** @throws ProblemError `not-a-member` for somebody signed in whom the register does not know (or whose period is over). */
export const assertMember = (caller: Caller): void => {
  if (caller.memberships.length === 0) throw new ProblemError('not-a-member');
};

import { ProblemError } from '../problem.ts';
import { isWithin, type Caller, type Membership, type Role } from './member.ts';

/** All that a caller may list, over all memberships that count. */
export interface Reach {
  readonly everything: boolean;
  /** Region codes, none within another. */
  readonly areas: readonly string[];
  readonly sentraIds: readonly string[];
  readonly ikmIds: readonly string[];
  /** Sentra id → its IKMs that are not reached through it, as their owners want no help. Left out where there are none. */
  readonly withheld?: Readonly<Record<string, readonly string[]>>;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Those whose owners did not withdraw from this membership. */
const wanted = ({ withoutIkmIds = [] }: Membership, ikmIds: readonly string[]): readonly string[] =>
  ikmIds.filter((id) => !withoutIkmIds.includes(id));

/** By sentra, what none of the memberships over it reaches. */
const withheldOf = (mentors: readonly Membership[]): Record<string, readonly string[]> => {
  const over = (sentraId: string) => mentors.filter(({ scope }) => scope.includes(sentraId));
  const sentras = distinct(mentors.flatMap(({ scope, sentraIds }) => sentraIds ?? scope));
  return Object.fromEntries(
    sentras.flatMap((sentraId) => {
      const [first, ...others] = over(sentraId).map(({ withoutIkmIds = [] }) => withoutIkmIds);
      const ikmIds = (first ?? []).filter((ikmId) => others.every((ids) => ids.includes(ikmId)));
      return ikmIds.length === 0 ? [] : [[sentraId, ikmIds]];
    }),
  );
};

/** What the caller reaches through memberships of these roles. */
export const reachOf = (caller: Caller, roles: readonly Role[]): Reach => {
  const held = caller.memberships.filter(({ role }) => roles.includes(role));
  const having = (...among: readonly Role[]) => held.filter(({ role }) => among.includes(role));
  const withheld = withheldOf(having('pendamping'));
  const coaching = roles.includes('pendamping') ? caller.memberships : [];
  const areas = distinct(having('dinas').flatMap(({ scope }) => scope));
  return {
    everything: having('kementerian').length > 0,
    areas: areas.filter((code) => !areas.some((other) => other !== code && isWithin(code, other))),
    sentraIds: distinct(having('pendamping').flatMap(({ scope, sentraIds }) => sentraIds ?? scope)),
    ikmIds: distinct([
      ...having('pemilik', 'pendamping').flatMap((m) =>
        wanted(
          m,
          m.scope.filter((id) => m.sentraIds?.includes(id) !== true),
        ),
      ),
      ...coaching.flatMap((m) => wanted(m, m.sharedIkmIds ?? [])),
    ]),
    ...(Object.keys(withheld).length === 0 ? {} : { withheld }),
  };
};

/** Whether a list over the caller's sentras shows this IKM, or what is this IKM's. */
export const reachesThroughSentra = (
  { sentraIds, withheld = {} }: Pick<Reach, 'sentraIds' | 'withheld'>,
  { sentraId, ikmId }: { readonly sentraId?: string | undefined; readonly ikmId: string },
): boolean => sentraId !== undefined && sentraIds.includes(sentraId) && withheld[sentraId]?.includes(ikmId) !== true;

/** @throws ProblemError `not-a-member` for somebody signed in whom the register does not know (or whose period is over). */
export const assertMember = (caller: Caller): void => {
  if (caller.memberships.length === 0) throw new ProblemError('not-a-member');
};

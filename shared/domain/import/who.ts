import type { Entry, ImportKind } from '../intake/entry.ts';
import { anyone, isAllowed, officers, type Caller, type Place, type Role } from '../member/member.ts';
import { ProblemError } from '../problem.ts';
import type { Import, ImportTarget } from './import.ts';

/** Who may bring what; each within their own scope. */
const bringers: Readonly<Record<ImportKind, readonly Role[]>> = {
  sentra: officers,
  ikm: [...officers, 'pendamping'],
  product: anyone,
  offer: anyone,
};

/** @throws ProblemError `forbidden` when none of the caller's roles may bring this kind. */
export const mustBring = ({ memberships }: Caller, kind: ImportKind): void => {
  if (!memberships.some(({ role }) => bringers[kind].includes(role))) throw new ProblemError('forbidden');
};

/** Whether a target lies in the caller's scope. */
export const mayTarget = (caller: Caller, kind: ImportKind, place: Place | undefined): boolean =>
  place !== undefined && isAllowed(caller, place, bringers[kind]);

/** An import is its maker's; a ministry's officer sees all. */
export const maySee = (caller: Caller, { maker }: Pick<Import, 'maker'>): boolean =>
  caller.subject === maker || isAllowed(caller, {}, ['kementerian']);

/**
 * Whether a row's own place lies in its maker's scope. Rows of products and offers name an IKM, which is looked up within
 * the scope alone.
 */
export const mayWrite = (caller: Caller, entry: Entry): boolean => {
  if (entry.kind !== 'sentra' && entry.kind !== 'ikm') return true;
  const { regionCode } = entry.body;
  const sentraId = entry.kind === 'ikm' ? entry.body.sentraId : undefined;
  return isAllowed(caller, { regionCode, sentraId }, bringers[entry.kind]);
};

/** Tells whether two targets are the same. */
export const isSameTarget = (a: ImportTarget | undefined, b: ImportTarget | undefined): boolean =>
  a?.ikmId === b?.ikmId && a?.sentraId === b?.sentraId;

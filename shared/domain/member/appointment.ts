import type { IkmRepository } from '../ikm/ikm-repository.ts';
import { ProblemError } from '../problem.ts';
import { assertKnownRegion } from '../region/check-region.ts';
import type { SentraRepository } from '../sentra/sentra-repository.ts';
import type { Placed } from './member-repository.ts';
import { isAllowed, officers, type Caller, type Membership, type Place, type Role } from './member.ts';

/** Which roles may make members of a role. */
const appointers: Readonly<Record<Role, readonly Role[]>> = {
  kementerian: ['kementerian'],
  dinas: officers,
  pemilik: officers,
  pendamping: [...officers, 'pemilik'],
  mitra: ['kementerian'],
};

/** Where the entries of a scope stand; undefined for what does not exist. */
export interface PlaceFinder {
  readonly ikm: (ikmId: string) => Promise<Place | undefined>;
  readonly sentra: (sentraId: string) => Promise<Place | undefined>;
}

/** Looks places up in the register. */
export const createPlaceFinder = (
  ikms: Pick<IkmRepository, 'get'>,
  sentras: Pick<SentraRepository, 'get'>,
): PlaceFinder => ({
  ikm: async (ikmId) => (await ikms.get(ikmId))?.ikm,
  sentra: async (sentraId) => (await sentras.get(sentraId))?.sentra,
});

type Appointment = Pick<Membership, 'role' | 'scope'>;

const isMinistry = (caller: Caller): boolean => caller.memberships.some(({ role }) => role === 'kementerian');

/** A dinas office makes members of the offices below it, not of its own level. */
const isAbove = (caller: Caller, code: string): boolean =>
  isMinistry(caller) ||
  (code.length > 2 && isAllowed(caller, { regionCode: code.split('.').slice(0, -1).join('.') }, ['dinas']));

const notThere = (n: number): ProblemError =>
  new ProblemError('not-found', [
    {
      path: `scope/${n}`,
      code: 'not-found',
      message: {
        id: 'Data ini tidak ada atau bukan wewenang Anda. Hapus dari cakupan.',
        en: 'There is no such thing in your scope. Take it out.',
      },
    },
  ]);

/** Which entries of a pendamping's scope are sentras, and where its IKMs stand. */
export interface Checked {
  readonly sentraIds: readonly string[];
  readonly ikms: Placed;
}

const nothingToTell: Checked = { sentraIds: [], ikms: {} };

/**
 * Checks that the caller may make this membership.
 * @throws ProblemError `forbidden` (role, or a region not below the caller's), `unknown-region`, `not-found` (an entry of
 * the scope that does not exist or lies outside the caller's scope)
 */
export const checkAppointment = async (
  find: PlaceFinder,
  caller: Caller,
  { role, scope }: Appointment,
): Promise<Checked> => {
  if (!caller.memberships.some((held) => appointers[role].includes(held.role))) throw new ProblemError('forbidden');
  // whose last place was taken away is nobody's to manage but the ministry's
  if (scope.length === 0 && !isMinistry(caller)) throw new ProblemError('forbidden');
  switch (role) {
    case 'kementerian':
    case 'mitra':
      return nothingToTell;
    case 'dinas':
      for (const [n, code] of scope.entries()) {
        assertKnownRegion(code, `scope/${n}`);
        if (!isAbove(caller, code)) throw new ProblemError('forbidden');
      }
      return nothingToTell;
    case 'pemilik':
    case 'pendamping': {
      const found = await Promise.all(
        scope.map(async (id, n) => {
          const ikm = await find.ikm(id);
          const place = ikm ?? (role === 'pendamping' ? await find.sentra(id) : undefined);
          if (place === undefined || !isAllowed(caller, place, appointers[role])) throw notThere(n);
          return { id, regionCode: ikm?.regionCode };
        }),
      );
      return {
        sentraIds: found.flatMap(({ id, regionCode }) => (regionCode === undefined ? [id] : [])),
        ikms: Object.fromEntries(found.map(({ id, regionCode }) => [id, regionCode])),
      };
    }
  }
};

/** Whether the caller may manage an existing membership: whoever might make it. */
export const mayManage = async (find: PlaceFinder, caller: Caller, member: Appointment): Promise<boolean> => {
  try {
    await checkAppointment(find, caller, member);
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
};

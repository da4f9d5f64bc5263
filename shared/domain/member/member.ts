import * as z from 'zod';
import { MemberId } from '../ids.ts';
import { IsoInstant } from '../time.ts';

/** kementerian: everything · dinas: region codes · pemilik: IKM ids · pendamping: IKM or sentra ids · mitra: partner ids. */
export const Role = z.enum(['kementerian', 'dinas', 'pemilik', 'pendamping', 'mitra']);
export type Role = z.infer<typeof Role>;

/** One membership in force for the caller: a role over a scope, for a period. */
export const Membership = z.object({
  memberId: MemberId,
  role: Role,
  scope: z.array(z.string()),
  /** Which of a pendamping's scope are sentras; without it each may be. */
  sentraIds: z.array(z.string()).optional(),
  /** IKMs of other offices that it coaches by an approved claim: as a mentor would, without an officer's decisions. */
  sharedIkmIds: z.array(z.string()).optional(),
  /** IKMs whose owners want no help by this membership any more, though the scope covers them. */
  withoutIkmIds: z.array(z.string()).optional(),
  /** The office or institution it is held for. */
  instansi: z.string().optional(),
  from: IsoInstant.optional(),
  to: IsoInstant.optional(),
});
export type Membership = z.infer<typeof Membership>;

/** Who calls: the token's subject and the memberships of the register that are in force now. */
export interface Caller {
  readonly subject: string;
  readonly memberships: readonly Membership[];
}

/** Where a thing stands in the register; every scope decision is made on this. */
export interface Place {
  readonly regionCode?: string | undefined;
  readonly sentraId?: string | undefined;
  readonly ikmId?: string | undefined;
  readonly partnerId?: string | undefined;
}

/** Whether its owner wants no help by this membership. */
const isWithdrawn = ({ withoutIkmIds = [] }: Membership, { ikmId }: Place): boolean =>
  ikmId !== undefined && withoutIkmIds.includes(ikmId);

const covers = (m: Membership, place: Place): boolean => {
  switch (m.role) {
    case 'kementerian':
      return true;
    case 'dinas':
      return place.regionCode !== undefined && m.scope.some((code) => isWithin(place.regionCode, code));
    case 'pemilik':
      return place.ikmId !== undefined && m.scope.includes(place.ikmId);
    case 'pendamping': {
      const { scope, sentraIds } = m;
      // an id is of one kind: who chose a sentra's for an IKM reaches that IKM alone
      const isIkm =
        place.ikmId !== undefined && scope.includes(place.ikmId) && sentraIds?.includes(place.ikmId) !== true;
      return isIkm || (place.sentraId !== undefined && (sentraIds ?? scope).includes(place.sentraId));
    }
    case 'mitra':
      return place.partnerId !== undefined && m.scope.includes(place.partnerId);
  }
};

/** Whether region `code` lies in `area`: `35.73.02` is within `35` and `35.73`. Codes are dotted Kepmendagri codes. */
export const isWithin = (code: string | undefined, area: string): boolean =>
  code !== undefined && (code === area || code.startsWith(`${area}.`));

/** Whether it coaches this IKM by an approved claim. */
const coaches = ({ sharedIkmIds = [] }: Membership, { ikmId }: Place): boolean =>
  ikmId !== undefined && sharedIkmIds.includes(ikmId);

/**
 * Whether the caller holds one of `roles` over this place; whoever coaches an IKM by a claim is its mentor. Callers outside get
 * `not-found`, never `forbidden`.
 */
export const isAllowed = (caller: Caller, place: Place, roles: readonly Role[]): boolean =>
  caller.memberships.some(
    (m) =>
      !isWithdrawn(m, place) &&
      ((roles.includes(m.role) && covers(m, place)) || (roles.includes('pendamping') && coaches(m, place))),
  );

/** The caller without what other offices let them coach. */
export const withoutShared = ({ subject, memberships }: Caller): Caller => ({
  subject,
  memberships: memberships.map(({ sharedIkmIds: _, ...own }) => own),
});

export const officers = ['kementerian', 'dinas'] as const satisfies readonly Role[];
export const helpers = ['pemilik', 'pendamping'] as const satisfies readonly Role[];
export const anyone = [...officers, ...helpers] as const satisfies readonly Role[];

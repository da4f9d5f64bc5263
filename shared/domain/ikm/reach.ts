import { anyone, isAllowed, type Caller, type Place, type Role } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';

/** Where an IKM stands and how. */
export interface PlaceOfIkm extends Place {
  readonly regionCode: string;
  readonly state: string;
}

export interface ReachIkmDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<PlaceOfIkm | undefined>;
}

/**
 * Where the IKM stands that a caller asks about.
 * @throws ProblemError `not-a-member`; `not-found` outside the caller's scope; `forbidden` for another role in scope
 */
export const reachIkm = async (
  { placeOfIkm }: ReachIkmDeps,
  caller: Caller,
  ikmId: string,
  roles: readonly Role[] = anyone,
): Promise<PlaceOfIkm> => {
  assertMember(caller);
  const place = await placeOfIkm(ikmId);
  if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
  if (!isAllowed(caller, place, roles)) throw new ProblemError('forbidden');
  return place;
};

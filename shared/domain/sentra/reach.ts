import { enrolling } from '../ikm/enrolment.ts';
import { isAllowed, type Caller, type Place } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';

/** @throws ProblemError `not-found` for a sentra into which the caller enrols nobody; `not-a-member` */
export const mustEnrolInto = async (
  placeOfSentra: (sentraId: string) => Promise<Place | undefined>,
  caller: Caller,
  sentraId: string,
): Promise<void> => {
  assertMember(caller);
  const place = await placeOfSentra(sentraId);
  if (place === undefined || !isAllowed(caller, place, enrolling)) throw new ProblemError('not-found');
};

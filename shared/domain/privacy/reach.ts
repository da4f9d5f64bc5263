import type { IkmRepository } from '../ikm/ikm-repository.ts';
import { anyone, isAllowed, type Caller } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';

export type FoundIkm = NonNullable<Awaited<ReturnType<IkmRepository['get']>>>;

/** The IKM of a person, with its key. @throws ProblemError `not-found` (also outside the caller's scope), `not-a-member` */
export const reachIkm = async (ikms: Pick<IkmRepository, 'get'>, caller: Caller, ikmId: string): Promise<FoundIkm> => {
  assertMember(caller);
  const found = await ikms.get(ikmId);
  if (found === undefined || !isAllowed(caller, found.ikm, anyone)) throw new ProblemError('not-found');
  return found;
};

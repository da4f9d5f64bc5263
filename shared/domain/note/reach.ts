import type { DataKey } from '../identity/sealer.ts';
import type { IkmRepository } from '../ikm/ikm-repository.ts';
import { anyone, isAllowed, type Caller, type Role } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';

export interface ReachNotesDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
}

/**
 * The key and state of the IKM whose notes a caller asks for.
 * @throws ProblemError `not-a-member`; `not-found` outside the caller's scope; `forbidden` for another role in scope
 */
export const reachNotes = async (
  { ikms }: ReachNotesDeps,
  caller: Caller,
  ikmId: string,
  roles: readonly Role[] = anyone,
): Promise<{ readonly key: DataKey; readonly state: string }> => {
  assertMember(caller);
  const found = await ikms.get(ikmId);
  if (found === undefined || !isAllowed(caller, found.ikm, anyone)) throw new ProblemError('not-found');
  if (!isAllowed(caller, found.ikm, roles)) throw new ProblemError('forbidden');
  return { key: found.key, state: found.ikm.state };
};

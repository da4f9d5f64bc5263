import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { moveIkm, type MoveIkmDeps } from '../../shared/domain/ikm/move.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

/**
 * Hands an enrolment to the office, first or after it was returned.
 * @throws ProblemError `not-found`, `stale-etag`, `wrong-state`
 */
export const submitIkm =
  (deps: MoveIkmDeps) =>
  (caller: Caller, ikmId: IkmId, ifMatch: string | undefined): Promise<IkmView> =>
    moveIkm(deps, caller, { ikmId, step: 'submit', etag: ifMatch });

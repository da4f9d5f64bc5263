import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { moveIkm, type MoveIkmDeps } from '../../shared/domain/ikm/move.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

/**
 * Closes an enrolment for good; NIK and site become free for a new one.
 * @throws ProblemError `not-found`, `forbidden`, `stale-etag`, `wrong-state`
 */
export const closeIkm =
  (deps: MoveIkmDeps) =>
  (caller: Caller, ikmId: IkmId, ifMatch: string | undefined): Promise<IkmView> =>
    moveIkm(deps, caller, { ikmId, step: 'close', etag: ifMatch });

import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { moveIkm, type MoveIkmDeps } from '../../shared/domain/ikm/move.ts';
import type { IkmDecision } from '../../shared/domain/ikm/state.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface Verification {
  /** The version that was looked at. */
  readonly etag: string;
  readonly decision: IkmDecision;
  readonly reasons: readonly string[];
}

/**
 * An officer's decision about an enrolment.
 * @throws ProblemError `not-found`, `forbidden`, `stale-etag`, `wrong-state`
 */
export const verifyIkm =
  (deps: MoveIkmDeps) =>
  (caller: Caller, ikmId: IkmId, { etag, decision, reasons }: Verification): Promise<IkmView> =>
    moveIkm(deps, caller, { ikmId, step: decision, etag, reasons });

import type { Duplicates, DuplicateView } from '../../shared/domain/duplicate/duplicate.ts';
import { reachDuplicate, toDuplicateView } from '../../shared/domain/duplicate/reach.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface DecideDuplicateDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly duplicates: Pick<Duplicates, 'read' | 'change'>;
  readonly clock: Clock;
}

/**
 * An officer's word on a pair. Either may be said again until they are merged: a hasty one is put right.
 * @throws ProblemError `not-found`, `stale-etag`, `wrong-state` (merged already)
 */
export const decideDuplicate =
  ({ clock, ...deps }: DecideDuplicateDeps) =>
  (
    caller: Caller,
    duplicateId: string,
    { etag, decision }: { readonly etag: string; readonly decision: 'same' | 'different' },
  ): Promise<DuplicateView> => {
    assertMember(caller);
    return untilWritten(async () => {
      const pair = await reachDuplicate(deps, caller, duplicateId);
      const { duplicate: before } = pair;
      if (before.state === decision) return toDuplicateView(pair);
      if (before.state === 'merged') throw new ProblemError('wrong-state');
      if (before.etag !== etag) throw new ProblemError('stale-etag');
      const duplicate = {
        ...before,
        state: decision,
        decidedBy: caller.subject,
        decidedAt: toIso(clock()),
        etag: nextEtag(before.etag),
      };
      const written = await deps.duplicates.change(duplicate, before);
      return written === 'written' ? toDuplicateView({ ...pair, duplicate }) : written;
    });
  };

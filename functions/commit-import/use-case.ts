import { noRows, stateAfter, type Import } from '../../shared/domain/import/import.ts';
import type { ImportStore } from '../../shared/domain/import/import-store.ts';
import { reachImport } from '../../shared/domain/import/reach.ts';
import { mustBring } from '../../shared/domain/import/who.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface CommitImportDeps {
  readonly imports: Pick<ImportStore, 'read' | 'save'>;
  readonly clock: Clock;
}

/**
 * Lets a checked import run. Said again of one that runs or has finished, it changes nothing.
 * @throws ProblemError `not-found` · `forbidden` for somebody else's, and without the role · `wrong-state` before it is
 * checked, after it was cancelled or failed
 */
export const commitImport =
  ({ imports, clock }: CommitImportDeps) =>
  (caller: Caller, importId: string): Promise<Import> =>
    untilWritten(async () => {
      const before = await reachImport(imports, caller, importId);
      // rows go in by the right of who made it
      if (before.maker !== caller.subject) throw new ProblemError('forbidden');
      mustBring(caller, before.kind);
      const state = stateAfter(before.state, 'commit');
      if (state !== undefined)
        return imports.save(before, {
          ...before,
          state,
          seq: before.seq + 1,
          counts: noRows,
          updatedAt: toIso(clock()),
        });
      if (before.state === 'running' || before.state === 'finished') return before;
      throw new ProblemError('wrong-state');
    });

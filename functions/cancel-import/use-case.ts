import { stateAfter, type Import } from '../../shared/domain/import/import.ts';
import type { ImportFiles, ImportStore } from '../../shared/domain/import/import-store.ts';
import { importKeys } from '../../shared/domain/import/objects.ts';
import { reachImport } from '../../shared/domain/import/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface CancelImportDeps {
  readonly imports: Pick<ImportStore, 'read' | 'save'>;
  readonly files: Pick<ImportFiles, 'remove'>;
  readonly clock: Clock;
}

/**
 * Stops an import: at once when nothing was written yet, else after the rows that are being written.
 * @throws ProblemError `not-found` · `wrong-state` when it has finished or failed
 */
export const cancelImport = ({ imports, files, clock }: CancelImportDeps) => {
  const note = (caller: Caller, importId: string): Promise<Import> =>
    untilWritten(async () => {
      const before = await reachImport(imports, caller, importId);
      if (before.state === 'cancelled' || before.isCancelling) return before;
      const updatedAt = toIso(clock());
      const state = stateAfter(before.state, 'cancel');
      if (state !== undefined) {
        const { lease: _, ...rest } = before;
        return imports.save(before, { ...rest, state, updatedAt });
      }
      if (before.state !== 'running') throw new ProblemError('wrong-state');
      return imports.save(before, { ...before, isCancelling: true, updatedAt });
    });

  return async (caller: Caller, importId: string): Promise<Import> => {
    const of = await note(caller, importId);
    if (of.state === 'cancelled') {
      await files.remove(importKeys.upload(importId, 'source'));
      if (of.withPhotos) await files.remove(importKeys.upload(importId, 'photos'));
    }
    return of;
  };
};

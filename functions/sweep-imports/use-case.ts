import { leaseMs } from '../../shared/domain/import/lease.ts';
import type { ImportStore } from '../../shared/domain/import/import-store.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface SweepImportsDeps {
  readonly imports: Pick<ImportStore, 'read' | 'save'>;
  /** Ids of imports that somebody works on, or should. */
  readonly openImports: (limit: number) => Promise<readonly string[]>;
  readonly clock: Clock;
}

/** Imports looked at per sweep: far more than run at once. */
const mostImports = 200;

/**
 * Asks again for imports whose worker is gone: its lease ran out, or nobody took it up for as long. Asking once too often
 * costs one read. Answers how many were asked for.
 */
export const sweepImports =
  ({ imports, openImports, clock }: SweepImportsDeps) =>
  async (): Promise<number> => {
    let asked = 0;
    for (const importId of await openImports(mostImports)) {
      const before = await imports.read(importId);
      if (before?.state !== 'checking' && before?.state !== 'running') continue;
      const dueMs = before.lease?.untilMs ?? Date.parse(before.updatedAt) + leaseMs;
      if (dueMs > clock()) continue;
      const { lease: _, ...rest } = before;
      // a conflict means that somebody is at it
      if ((await imports.save(before, { ...rest, seq: before.seq + 1 })) !== 'conflict') asked += 1;
    }
    return asked;
  };

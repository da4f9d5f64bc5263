import type { ImportStore } from '../../shared/domain/import/import-store.ts';
import { importKeys } from '../../shared/domain/import/objects.ts';
import { hasEnded } from '../../shared/domain/import/import.ts';
import { reachImport } from '../../shared/domain/import/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetImportReportDeps {
  readonly imports: Pick<ImportStore, 'read'>;
  /** A link that reads one file for so many seconds. */
  readonly linkTo: (key: string, seconds: number) => Promise<string>;
}

/** How long a link reads its file, in seconds. */
const linkSeconds = 300;

/** A link to an import's report. @throws ProblemError `not-found` · `no-report` before its end, or when no row was refused */
export const getImportReport =
  ({ imports, linkTo }: GetImportReportDeps) =>
  async (caller: Caller, importId: string): Promise<string> => {
    const of = await reachImport(imports, caller, importId);
    if (!hasEnded(of) || of.report === undefined || of.report.rows === 0) throw new ProblemError('no-report');
    return linkTo(importKeys.report(importId), linkSeconds);
  };

import type { Findings } from '../../shared/domain/import/findings.ts';
import type { Import } from '../../shared/domain/import/import.ts';
import type { ImportStore } from '../../shared/domain/import/import-store.ts';
import { reachImport } from '../../shared/domain/import/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface GetImportDeps {
  readonly imports: Pick<ImportStore, 'read' | 'findings'>;
}

/** An import and what was found in its file. @throws ProblemError `not-found`, `not-a-member` */
export const getImport =
  ({ imports }: GetImportDeps) =>
  async (
    caller: Caller,
    importId: string,
  ): Promise<{ readonly of: Import; readonly findings: Findings | undefined }> => ({
    of: await reachImport(imports, caller, importId),
    findings: await imports.findings(importId),
  });

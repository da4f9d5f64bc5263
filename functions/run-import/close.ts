import { createTally, type Findings } from '../../shared/domain/import/findings.ts';
import type { ImportStep } from '../../shared/domain/import/import.ts';
import type { Work } from '../../shared/domain/import/lease.ts';
import { importKeys } from '../../shared/domain/import/objects.ts';
import { fromJsonLines } from './bad-rows.ts';
import type { Value } from '../../shared/tabular/csv/write.ts';
import type { RunImportDeps } from './ports.ts';

type Deps = Pick<RunImportDeps, 'imports' | 'files' | 'writeReport'>;

/** Writes the report of all refused rows, and counts what was wrong with them. */
const report = async ({ imports, files, writeReport }: Deps, work: Work, findings: Findings): Promise<void> => {
  const of = work.now();
  const tally = createTally();
  let rows = 0;
  async function* refused(): AsyncIterable<readonly Value[]> {
    for (const stretch of of.badStretches) {
      const text = await files.get(importKeys.bad(of.importId, stretch));
      await work.keep();
      if (text === undefined) {
        // gone with the data of a person who was erased, unless another worker closed the import: then this one ends here
        await work.checkpoint(() => ({}));
        continue;
      }
      for (const bad of fromJsonLines(text)) {
        if ('photo' in bad) {
          tally.add(bad.photo);
          continue;
        }
        rows += 1;
        for (const { code, column, message } of bad.problems)
          tally.add({ code, message, line: bad.line, ...(column === undefined ? {} : { column }) });
        yield bad.cells.map((cell) => cell ?? undefined);
      }
    }
  }
  const bytes =
    of.counts.refused === 0
      ? await drain(refused())
      : await writeReport(importKeys.report(of.importId), findings.form, refused());
  await imports.saveFindings(of, { ...findings, problems: tally.kinds() });
  await work.checkpoint(() => ({ report: { rows, bytes } }));
};

/** Reads to the end what nobody writes. */
const drain = async (rows: AsyncIterable<unknown>): Promise<0> => {
  const iterator = rows[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
  return 0;
};

/**
 * Ends an import: the report, then away with what was uploaded, then its last state. Each may be done twice: whatever ends it
 * in between, the next run does the rest.
 */
export const closeImport = async (deps: Deps, work: Work, step: ImportStep): Promise<void> => {
  const { imports, files } = deps;
  const { importId, withPhotos, report: written, badStretches } = work.now();
  const findings = written === undefined ? await imports.findings(importId) : undefined;
  if (findings !== undefined && work.now().state === 'running') await report(deps, work, findings);
  await files.remove(importKeys.upload(importId, 'source'));
  if (withPhotos) await files.remove(importKeys.upload(importId, 'photos'));
  for (const stretch of badStretches) await files.remove(importKeys.bad(importId, stretch));
  await work.end(step);
};

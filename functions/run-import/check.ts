import { createTally, previewRows, type PreviewRow } from '../../shared/domain/import/findings.ts';
import type { Work } from '../../shared/domain/import/lease.ts';
import { matchPhotos, type PhotoClaim } from '../../shared/domain/import/photo-files.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { toPreview } from '../../shared/domain/intake/preview.ts';
import type { FileRow, RunImportDeps } from './ports.ts';
import { claimOf, judge } from './read-rows.ts';

/** Longer values are cut in the preview, all of which is one item of the table. */
const longestValue = 100;

const previewOf = (line: number, said: FileRow['said']): PreviewRow =>
  'problems' in said
    ? { line, fields: [], problems: said.problems.map(({ column, message }) => ({ column, message })) }
    : {
        line,
        fields: toPreview(said.entry).map(({ column, value }) => ({ column, value: value.slice(0, longestValue) })),
        problems: [],
      };

/** Reads a file to its end without writing anything of it, and notes what was found. */
export const checkFile = async (
  { imports, loadDirectory, openFile, openPhotos }: RunImportDeps,
  work: Work,
  caller: Caller,
): Promise<void> => {
  const of = work.now();
  const tally = createTally();
  const aboutFiles = createTally();
  const preview: PreviewRow[] = [];
  const claims: PhotoClaim[] = [];
  let rows = 0;
  let good = 0;
  const file = await openFile(of, await loadDirectory(of, caller));
  for (const note of file.notes) tally.add({ ...note, severity: 'advice' });
  for await (const group of file.rows) {
    for (const row of group) {
      rows += 1;
      const said = judge(caller, row);
      if (preview.length < previewRows) preview.push(previewOf(row.line, said));
      if ('problems' in said) for (const problem of said.problems) tally.add({ ...problem, line: row.line });
      else {
        good += 1;
        for (const advice of said.advice) tally.add({ ...advice, severity: 'advice', line: row.line });
      }
      const claim = of.withPhotos ? claimOf(row.line, said) : undefined;
      if (claim !== undefined) claims.push(claim);
    }
    await work.keep();
  }
  if (of.withPhotos) {
    for (const problem of matchPhotos(await openPhotos(of), claims).problems) aboutFiles.add(problem);
  }
  await imports.saveFindings(of, { form: file.form, preview, problems: tally.kinds(), aboutFiles: aboutFiles.kinds() });
  await work.end('close-check', { found: { rows, good } });
};

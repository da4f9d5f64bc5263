import { stretchOf, type RowCounts } from '../../shared/domain/import/import.ts';
import type { Work } from '../../shared/domain/import/lease.ts';
import { importKeys } from '../../shared/domain/import/objects.ts';
import { matchPhotos, type PhotoMatch } from '../../shared/domain/import/photo-files.ts';
import type { Directory, LinedEntry, RowProblem } from '../../shared/domain/intake/entry.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { badPhoto, badRow, toJsonLines, type BadLine } from './bad-rows.ts';
import { bringPhotos, withPhotos, type RowPhotos } from './photos.ts';
import type { ZippedFile } from '../../shared/tabular/zip/open-zip.ts';
import type { FileRow, RunImportDeps } from './ports.ts';
import { claimsOf, judge } from './read-rows.ts';
import { ahead, inStretches } from './stretches.ts';

/** What a stretch of rows came to. */
interface Carried {
  readonly counts: RowCounts;
  readonly bad: readonly BadLine[];
}

const noPhotos: PhotoMatch<ZippedFile> = { ofLine: () => [], problems: [] };

/** Puts stretches of rows into the register, and their photos beside them. */
const carrier = async (deps: RunImportDeps, work: Work, caller: Caller, directory: Directory) => {
  const of = work.now();
  const write = deps.writerFor(of, caller, directory);
  const match = of.withPhotos
    ? matchPhotos(await deps.openPhotos(of), await claimsOf(await deps.openFile(of, directory), caller, work.keep))
    : noPhotos;
  const bring = bringPhotos(deps, match, work.keep);

  return async (rows: readonly FileRow[]): Promise<Carried> => {
    const counts = { created: 0, changed: 0, same: 0, refused: 0, photos: 0 };
    const bad: BadLine[] = [];
    const byLine = new Map(rows.map((row) => [row.line, row]));
    const refuse = (row: FileRow, problems: readonly RowProblem[]): void => {
      counts.refused += 1;
      bad.push(badRow(row.line, row.toReport(problems), problems));
    };
    const entries: LinedEntry[] = [];
    for (const row of rows) {
      const said = judge(caller, row);
      if ('problems' in said) refuse(row, said.problems);
      else entries.push({ line: row.line, entry: said.entry });
    }
    const named = entries.map((entry) => withPhotos(entry, match));
    const ikmOf = new Map(named.flatMap(({ line, entry }) => (entry.kind === 'product' ? [[line, entry.ikmId]] : [])));
    const taken: RowPhotos[] = [];
    for (const outcome of await write(named)) {
      const row = byLine.get(outcome.line);
      if (row === undefined) throw new Error(`the register answered for line ${outcome.line}, which was not asked`);
      if (outcome.did === 'refused') {
        refuse(row, outcome.problems);
        continue;
      }
      counts[outcome.did] += 1;
      const ikmId = ikmOf.get(outcome.line);
      if (ikmId !== undefined) taken.push({ line: outcome.line, ikmId, productId: outcome.id });
    }
    const { photos, problems } = await bring(taken);
    counts.photos = photos;
    bad.sort((a, b) => ('line' in a ? a.line : 0) - ('line' in b ? b.line : 0));
    return { counts, bad: [...bad, ...problems.map(badPhoto)] };
  };
};

const sum = (a: RowCounts, b: RowCounts): RowCounts => ({
  created: a.created + b.created,
  changed: a.changed + b.changed,
  same: a.same + b.same,
  refused: a.refused + b.refused,
  photos: a.photos + b.photos,
});

/**
 * Carries out an import from where it stands. How far it came is written down after every stretch, so that whatever ends it,
 * the next run begins there; a stretch that was done but not written down is done again and comes to the same.
 * @returns `paused` when its time was up and another run was asked for; `over` at the end, or when it was cancelled
 */
export const runRows = async (deps: RunImportDeps, work: Work, caller: Caller): Promise<'over' | 'paused'> => {
  const { files, loadDirectory, openFile, clock, budgetMs } = deps;
  const of = work.now();
  const total = of.found?.rows ?? 0;
  if (of.isCancelling || of.done >= total) return 'over';
  const endMs = clock() + budgetMs;
  const directory = await loadDirectory(of, caller);
  const carry = await carrier(deps, work, caller, directory);
  const file = await openFile(of, directory);
  let passed = 0;
  let stretch = 0;
  for await (const rows of ahead(inStretches(file.rows, stretchOf(of)))) {
    const number = stretch;
    stretch += 1;
    passed += rows.length;
    if (passed <= work.now().done) {
      await work.keep();
      continue;
    }
    const { counts, bad } = await carry(rows);
    if (bad.length > 0) await files.put(importKeys.bad(of.importId, number), toJsonLines(bad));
    const done = passed;
    await work.checkpoint((now) => ({
      done,
      counts: sum(now.counts, counts),
      badStretches: bad.length > 0 ? [...now.badStretches, number] : now.badStretches,
    }));
    if (work.now().isCancelling) return 'over';
    if (clock() >= endMs && done < total) {
      await work.pause();
      return 'paused';
    }
  }
  return 'over';
};

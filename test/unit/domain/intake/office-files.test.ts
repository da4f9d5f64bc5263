import { expect, test } from '@jest/globals';
import type { Row } from '../../../../shared/domain/intake/cell.ts';
import { createRowReader, headerOf } from '../../../../shared/domain/intake/row-reader.ts';
import { toReportRow } from '../../../../shared/domain/intake/report.ts';
import { openTable } from '../../../../shared/tabular/open-table.ts';
import { memorySource } from '../../../corpus/memory-source.ts';
import { officeFiles } from '../../../corpus/office-files.ts';
import { sheetDirectory } from '../../../sheets.ts';

test.each(officeFiles)('$name', async ({ kind, make, report, home, notes = [] }) => {
  const table = await openTable(memorySource(make()));
  const rows: Row[] = [];
  for await (const some of table.rows) rows.push(...some);
  const header = headerOf(kind, rows);
  if (header === undefined) throw new Error('no header');
  const directory = { ...sheetDirectory(0), home };
  const reader = createRowReader({ kind, header, notes: table.notes, directory, today: '2026-11-22' });
  expect(reader.problems.map(({ code }) => code)).toEqual(notes);
  const said = rows.flatMap((row) => {
    if (row.line <= header.line) return [];
    const read = reader.read(row);
    if ('blank' in read) return [];
    return [[row.line, 'entry' in read ? 'taken' : toReportRow(header, row, read.problems).at(-1)] as const];
  });
  expect(Object.fromEntries(said)).toEqual(report);
});

import { describe, expect, test } from '@jest/globals';
import type { Cell, Row } from '../../../../shared/domain/intake/cell.ts';
import type { Entry, ImportKind, RowProblem } from '../../../../shared/domain/intake/entry.ts';
import { toReportHeader, toReportRow, type ReportValue } from '../../../../shared/domain/intake/report.ts';
import { createRowReader, headerOf } from '../../../../shared/domain/intake/row-reader.ts';
import { siteOf } from '../../../../shared/domain/identity/site.ts';
import { makeSheet, sheetDirectory, toRows } from '../../../sheets.ts';
import { applyFix } from './apply-fix.ts';

const directory = sheetDirectory(200);
const notes = { merged: [], otherSheets: [] };

/** What tells two entries apart in the register: one enrolment per NIK, and per NIB, at one site. */
const locksOf = (entry: Entry): readonly string[] => {
  switch (entry.kind) {
    case 'ikm': {
      const { body } = entry;
      const site = siteOf(body.regionCode, body.address);
      const numbers = [body.owner.nik, body.nib].filter((number) => number !== undefined);
      return (numbers.length === 0 ? [`${body.businessName}|${body.owner.name}`] : numbers).map(
        (each) => `${each}|${site}`,
      );
    }
    case 'product':
      return [`${entry.ikmId}|${entry.body.sku ?? entry.body.name}`];
    case 'offer':
      return [`${entry.product.text}|${entry.variant ?? ''}`];
    case 'sentra':
      return [`${entry.body.name}|${entry.body.regionCode}`];
  }
};

/** A register in memory that refuses what is there under other words. */
const createRegister = () => {
  const byLock = new Map<string, string>();
  const things = new Set<string>();
  const taken: RowProblem = {
    code: 'already-enrolled',
    message: { id: 'Sudah terdaftar.', en: 'Enrolled already.' },
    fix: { do: 'delete-row' },
  };
  return {
    things,
    write: (entry: Entry): readonly RowProblem[] => {
      const text = JSON.stringify(entry);
      const locks = locksOf(entry);
      if (locks.some((lock) => (byLock.get(lock) ?? text) !== text)) return [taken];
      for (const lock of locks) byLock.set(lock, text);
      things.add(text);
      return [];
    },
  };
};

const upload = (kind: ImportKind, rows: readonly Row[], register: ReturnType<typeof createRegister>) => {
  const header = headerOf(kind, rows);
  if (header === undefined) throw new Error('no header');
  const reader = createRowReader({ kind, header, notes, directory, today: '2026-11-22' });
  expect(reader.problems.filter(({ severity }) => severity === 'block')).toEqual([]);
  expect(reader.unknown).toEqual([]);
  const report: (readonly ReportValue[])[] = [];
  const problems: RowProblem[] = [];
  for (const row of rows) {
    if (row.line <= header.line) continue;
    const read = reader.read(row);
    if ('blank' in read) continue;
    const found = 'entry' in read ? register.write(read.entry) : read.problems;
    problems.push(...found);
    if (found.length > 0) report.push(toReportRow(header, row, found));
  }
  return { header: toReportHeader(header).map(String), report, problems };
};

const toCell = (value: ReportValue): Cell =>
  typeof value === 'number' ? { value, date: false, from1904: false } : value;

/** Does to each row of a report what it says, and nothing else. */
const follow = (header: readonly string[], report: readonly (readonly ReportValue[])[]) => {
  let explained = 0;
  let names = header;
  const rows: (readonly ReportValue[])[] = [];
  for (const cells of report) {
    const fix = String(cells.at(header.indexOf('Saran')));
    if (/^(Daftarkan dulu|Tulis NIB|Tanyakan)/.test(fix)) {
      explained += 1;
      continue;
    }
    const done = applyFix(fix, { header, cells });
    if (done.deleted) continue;
    if (done.header.length > names.length) names = done.header;
    rows.push(done.cells);
  }
  return { explained, rows: [names, ...rows].map((cells, at) => ({ line: at + 1, cells: cells.map(toCell) })) };
};

describe.each([
  ['ikm', 500, 1],
  ['ikm', 500, 2],
  ['ikm', 500, 3],
  ['product', 500, 1],
  ['product', 500, 2],
  ['offer', 500, 1],
  ['sentra', 500, 1],
] as const)('a sheet of %s with %i rows, a fifth of them bad (seed %i)', (kind, rows, seed) => {
  test('is wholly taken in three uploads by doing literally what the reports say', () => {
    const register = createRegister();
    const sheet = makeSheet({ kind, rows, seed, isSloppy: true, bad: 0.2 });
    let next = toRows(sheet);
    let explained = 0;
    const left: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { header, report } = upload(kind, next, register);
      left.push(report.length);
      const followed = follow(header, report);
      explained += followed.explained;
      next = followed.rows;
    }
    expect(next).toHaveLength(1);
    expect(left[0]).toBeGreaterThan(rows * 0.15);
    expect(left[0]).toBeLessThanOrEqual(rows * 0.2);
    expect(register.things.size).toBe(sheet.things - explained);
    // only what nobody but the writer can know: an IKM that is not there
    expect(explained).toBeLessThanOrEqual(kind === 'product' ? rows * 0.02 : 0);
  });

  test('changes nothing when it is uploaded again', () => {
    const register = createRegister();
    const sheet = toRows(makeSheet({ kind, rows, seed, isSloppy: true, bad: 0.2 }));
    const first = upload(kind, sheet, register);
    const things = register.things.size;
    expect(upload(kind, sheet, register)).toEqual(first);
    expect(register.things.size).toBe(things);
  });
});

import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { monthSpan, toCsv } from '../../../../shared/domain/order/settlement.ts';

test('a month runs from midnight to midnight in Jakarta', () => {
  const { fromMs, toMs } = monthSpan('2026-12');
  expect(new Date(fromMs).toISOString()).toBe('2026-11-30T17:00:00.000Z');
  expect(new Date(toMs).toISOString()).toBe('2026-12-31T17:00:00.000Z');
});

test.each(['=1+1', '+62812', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1+1', '\u3000@A1', '＝1+1', '|cmd', '%0A'])(
  'a name %j is no formula in a spreadsheet',
  (name) => {
    const [[cell]] = parse(toCsv([[name]]), { bom: true }) as [[string]];
    expect(cell).toBe(`'${name}`);
  },
);

test('cells come back as they were, numbers as numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const back: string[][] = parse(toCsv(rows), { bom: true, skip_empty_lines: false });
      expect(back.map((row) => row.map((cell) => cell.replace(/^'(?=\s*[=+\-@|%＝＋－＠]|[\t\r\n])/u, '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.replace(/^'(?=\s*[=+\-@|%＝＋－＠]|[\t\r\n])/u, ''))),
      );
    }),
  );
  expect(toCsv([['a', -5]])).toBe('\uFEFFa,-5\r\n');
});

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { listRegions } from '../../../../functions/list-regions/use-case.ts';

/** Code → name of one level, as the source has it. */
const official = (name: string): Map<string, string> => {
  const file = new URL(`../../../../node_modules/idn-area-data/data/${name}.csv`, import.meta.url);
  const rows = parse<{ code: string; name: string }>(readFileSync(file), { columns: true });
  return new Map(rows.map((row) => [row.code, row.name]));
};

test('every region of every level has its official code and name', () => {
  let parents = [''];
  for (const level of ['provinces', 'regencies', 'districts', 'villages']) {
    const listed = parents.flatMap(listRegions);
    expect(new Map(listed.map(({ code, name }) => [code, name]))).toEqual(
      new Map([...official(level)].sort(([a], [b]) => (a < b ? -1 : 1))),
    );
    parents = listed.map(({ code }) => code);
  }
  expect(parents).toHaveLength(83_762);
});

test('a village has nothing below it, and what is no region is not there', () => {
  expect(listRegions('35.73.02.1001')).toEqual([]);
  for (const code of ['99', '35.99', '35.73.99']) expect(() => listRegions(code)).toThrow('not-found');
});

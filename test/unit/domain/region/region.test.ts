import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { provinces } from '../../../../shared/domain/region/provinces.ts';
import { PlaceCode, RegionCode } from '../../../../shared/domain/region/region-code.ts';
import { isKnownRegion, regionsBelow } from '../../../../shared/domain/region/region.ts';

const official = (name: string): string[] =>
  readFileSync(new URL(`../../../../node_modules/idn-area-data/data/${name}.csv`, import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => /^[\d.]+(?=,)/.exec(line) ?? []);

test('the packed list holds exactly the official codes, at every level', () => {
  const levels = ['provinces', 'regencies', 'districts', 'villages'].map(official);
  expect(levels.map((codes) => codes.length)).toEqual([38, 514, 7285, 83762]);
  let parents = [''];
  for (const codes of levels) {
    const packed = parents.flatMap(regionsBelow);
    expect(packed).toEqual([...codes].sort());
    expect(packed.every(isKnownRegion)).toBe(true);
    parents = packed;
  }
});

test.each(['', '00', '99', '3', '35.', '35.99', '35.7', '35.73.99', '35.73.02.9999', '35.73.02.1001.1', '35,73', '٣٥'])(
  '%p is no region',
  (code) => expect(isKnownRegion(code)).toBe(false),
);

test('the provinces of a country-wide list are all provinces', () => {
  expect(provinces).toEqual(regionsBelow(''));
});

test('a place needs at least a kabupaten or kota', () => {
  expect(RegionCode.safeParse('35').success).toBe(true);
  expect(PlaceCode.safeParse('35').success).toBe(false);
  for (const code of ['35.73', '35.73.02', '35.73.02.1001']) expect(PlaceCode.safeParse(code).success).toBe(true);
  for (const code of ['3573', '35.7', '35.73.2', ' 35.73']) expect(PlaceCode.safeParse(code).success).toBe(false);
});

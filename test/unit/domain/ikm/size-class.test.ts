import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sizeClassesOf, type SizeInputs } from '../../../../shared/domain/ikm/size-class.ts';

const today = '2026-11-22';
const billion = 1_000_000_000;
const of = (purpose: 'industry' | 'umkm', inputs: SizeInputs, day = today) =>
  sizeClassesOf(inputs, day).find((each) => each.purpose === purpose);

describe('industry, Permenperin 64/2016', () => {
  test.each([
    [19, billion - 1, 'small'],
    [19, billion, 'medium'],
    [20, billion - 1, 'medium'],
    [20, 15 * billion, 'medium'],
    [20, 15 * billion + 1, 'large'],
    [0, 0, 'small'],
  ])('%d workers, %d rupiah invested: %s', (workers, investmentIdr, wanted) => {
    expect(of('industry', { workers, investmentIdr })).toMatchObject({
      class: wanted,
      missing: [],
      rule: { code: 'permenperin-64-2016' },
    });
  });
  test('says what is missing, and no more than that', () => {
    expect(of('industry', { workers: 5 })).toMatchObject({ class: null, missing: ['investmentIdr'] });
    expect(of('industry', { investmentIdr: 5 })).toMatchObject({ class: null, missing: ['workers'] });
    expect(of('industry', {})).toMatchObject({ class: null, missing: ['workers', 'investmentIdr'] });
    // from Rp1 billion up to Rp15 billion it is medium, however many work there
    expect(of('industry', { investmentIdr: 2 * billion })).toMatchObject({ class: 'medium', missing: [] });
  });
});

describe('UMKM, PP 7/2021', () => {
  test.each([
    [{ capitalIdr: billion }, 'micro'],
    [{ capitalIdr: billion + 1 }, 'small'],
    [{ capitalIdr: 5 * billion + 1 }, 'medium'],
    [{ capitalIdr: 10 * billion + 1 }, 'large'],
    [{ annualSalesIdr: 2 * billion }, 'micro'],
    [{ annualSalesIdr: 15 * billion }, 'small'],
    [{ annualSalesIdr: 50 * billion }, 'medium'],
    [{ annualSalesIdr: 50 * billion + 1 }, 'large'],
    [{ capitalIdr: billion, annualSalesIdr: 20 * billion }, 'micro'],
  ])('%j: %s', (inputs, wanted) => {
    expect(of('umkm', inputs)).toMatchObject({ class: wanted, rule: { code: 'pp-7-2021' } });
  });
  test('one measure is enough, unless nothing is known; a missing one is named only if it may lower the class', () => {
    expect(of('umkm', {})).toMatchObject({ class: null, missing: ['capitalIdr', 'annualSalesIdr'] });
    expect(of('umkm', { capitalIdr: 0 })).toMatchObject({ class: 'micro', missing: [] });
    expect(of('umkm', { capitalIdr: 3 * billion })).toMatchObject({ class: 'small', missing: ['annualSalesIdr'] });
  });
});

test('a rule counts from its first day', () => {
  expect(sizeClassesOf({ capitalIdr: 1 }, '2021-02-01').map(({ purpose }) => purpose)).toEqual(['industry']);
  expect(sizeClassesOf({}, '2010-01-01')).toEqual([]);
});

const amount = fc.option(fc.integer({ min: 0, max: 60 * billion }), { nil: undefined });
test('a class without missing fields is the class whatever they turn out to be', () => {
  fc.assert(
    fc.property(
      fc.record({
        workers: fc.option(fc.nat(50), { nil: undefined }),
        investmentIdr: amount,
        capitalIdr: amount,
        annualSalesIdr: amount,
      }),
      fc.record({
        workers: fc.nat(50),
        investmentIdr: fc.nat(60 * billion),
        capitalIdr: fc.nat(60 * billion),
        annualSalesIdr: fc.nat(60 * billion),
      }),
      (known, rest) => {
        const filled = {
          ...rest,
          ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
        };
        const later = sizeClassesOf(filled, today);
        for (const [n, now] of sizeClassesOf(known, today).entries()) {
          expect(later[n]!.missing).toEqual([]);
          if (now.missing.length === 0) expect(later[n]!.class).toBe(now.class);
          else expect(now.missing.every((name) => known[name] === undefined)).toBe(true);
        }
      },
    ),
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SentraBody } from '../../../../shared/domain/sentra/sentra.ts';

const body = { name: 'Tenun', kind: 'sentra', komoditas: 'fesyen', regionCode: '33.20', address: 'Troso' };
const takes = (downMbps: unknown): boolean =>
  SentraBody.safeParse({ ...body, connectivity: { level: 'weak', downMbps } }).success;

test('every speed that is taken is a number that the table can store', () => {
  for (const speed of [0, 0.001, 2.5, 100_000]) expect(takes(speed)).toBe(true);
  for (const speed of [1e-200, -1, 100_001, Number.NaN, '5']) expect(takes(speed)).toBe(false);
  fc.assert(
    fc.property(fc.double(), (speed) => !takes(speed) || speed === 0 || (speed >= 1e-130 && speed < 1e126)),
    { examples: [[Number.MIN_VALUE], [1e-131]] },
  );
});

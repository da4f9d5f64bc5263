import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ChangedRow } from '../../../shared/messaging/changed-row.ts';

const persistence = join(import.meta.dirname, '../../../shared/persistence');
/** Types of all rows that the repositories write, from their sources: `type: 'ikm'`, also inside a literal of zod. */
const written = new Set(
  readdirSync(persistence, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(persistence, file), 'utf8').matchAll(/\btype: (?:z\.literal\()?'([a-z-]+)'/g),
    ])
    .map(([, type]) => type!),
);

describe('rows as the publisher sees them', () => {
  test('there are some', () => {
    expect(written.size).toBeGreaterThan(10);
  });

  test.each([...written].map((type) => [type]))('%s is known', (type) => {
    const issues = ChangedRow.safeParse({ type }).error?.issues ?? [];
    // other fields may be missing here; the type itself must not be the fault
    expect(issues.filter(({ path }) => path[0] === 'type')).toEqual([]);
  });

  test('an unheard-of type is a fault', () => {
    expect(ChangedRow.safeParse({ type: 'unheard-of' }).success).toBe(false);
  });
});

import { describe, expect, test } from '@jest/globals';
import { compilePattern } from '../../../local/aws/event-pattern.ts';

const matches = (pattern: Record<string, unknown>, event: unknown): boolean => compilePattern('rule', pattern)(event);

describe('event patterns', () => {
  const event = { source: 'ikm', detail: { data: { marketplace: 'shopee', size: 5 }, tags: ['a', 'b'] } };

  test.each([
    ['one of several values', { source: ['other', 'ikm'] }, true],
    ['another value', { source: ['other'] }, false],
    ['a nested value', { detail: { data: { marketplace: ['shopee'] } } }, true],
    ['a value in a list', { detail: { tags: ['b'] } }, true],
    ['a prefix', { detail: { data: { marketplace: [{ prefix: 'sho' }] } } }, true],
    ['a suffix', { detail: { data: { marketplace: [{ suffix: 'pee' }] } } }, true],
    ['anything but', { source: [{ 'anything-but': ['ikm'] }] }, false],
    ['a field that is there', { detail: { data: { size: [{ exists: true }] } } }, true],
    ['a field that is not there', { detail: { other: [{ exists: false }] } }, true],
    ['a number in range', { detail: { data: { size: [{ numeric: ['>', 4] }] } } }, true],
    ['a number out of range', { detail: { data: { size: [{ numeric: ['<', 5] }] } } }, false],
    ['all fields, not some', { source: ['ikm'], detail: { data: { marketplace: ['other'] } } }, false],
  ])('%s', (_what, pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  test('a kind of pattern that is not known ends the start', () => {
    expect(() => compilePattern('rule r', { source: [{ cidr: '10.0.0.0/8' }] })).toThrow(
      'rule r: source: this event pattern is not known',
    );
  });
});

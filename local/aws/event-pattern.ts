import * as z from 'zod';
import { LocalFault } from '../template/local-fault.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Matcher = z.union([
  Scalar.transform((value) => (actual: unknown) => actual === value),
  z.strictObject({ prefix: z.string() }).transform(
    ({ prefix }) =>
      (actual: unknown) =>
        typeof actual === 'string' && actual.startsWith(prefix),
  ),
  z.strictObject({ suffix: z.string() }).transform(
    ({ suffix }) =>
      (actual: unknown) =>
        typeof actual === 'string' && actual.endsWith(suffix),
  ),
  z.strictObject({ exists: z.boolean() }).transform(
    ({ exists }) =>
      (actual: unknown) =>
        (actual !== undefined) === exists,
  ),
  z.strictObject({ 'anything-but': Texts }).transform(
    ({ 'anything-but': not }) =>
      (actual: unknown) =>
        actual !== undefined && !(typeof actual === 'string' && not.includes(actual)),
  ),
  z.strictObject({ 'anything-but': z.strictObject({ prefix: Texts }) }).transform(
    ({ 'anything-but': { prefix } }) =>
      (actual: unknown) =>
        typeof actual === 'string' && !prefix.some((one) => actual.startsWith(one)),
  ),
  z
    .strictObject({ numeric: z.tuple([z.enum(['=', '<', '<=', '>', '>=']), z.number()]) })
    .transform(({ numeric: [operator, limit] }) => (actual: unknown) => {
      if (typeof actual !== 'number') return false;
      if (operator === '=') return actual === limit;
      if (operator === '<') return actual < limit;
      if (operator === '<=') return actual <= limit;
      return operator === '>' ? actual > limit : actual >= limit;
    }),
]);
const Leaf = z.array(Matcher);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Pattern = Readonly<Record<string, unknown>>;
type Predicate = (event: unknown) => boolean;

const compileValue = (where: string, pattern: unknown): Predicate => {
  if (isRecord(pattern)) return compilePattern(where, pattern);
  const parsed = Leaf.safeParse(pattern);
  if (!parsed.success) throw new LocalFault(`${where}: this event pattern is not known to the local cloud`);
  const matchers = parsed.data;
  return (actual) => {
    const values: unknown[] = Array.isArray(actual) ? actual : [actual];
    return matchers.some((matches) => values.some((value) => matches(value)));
  };
};

/**
 * Makes a test of an EventBridge pattern: exact values, prefix, suffix, exists, anything-but, numeric, `$or`.
 * @param where named in the fault, e.g. the rule.
 * @throws LocalFault for other kinds of patterns.
 */
export const compilePattern = (where: string, pattern: Pattern): Predicate => {
  const parts = Object.entries(pattern).map(([key, inner]): Predicate => {
    if (key === '$or') {
      const some = z
        .array(z.record(z.string(), z.unknown()))
        .parse(inner)
        .map((one) => compilePattern(where, one));
      return (event) => some.some((matches) => matches(event));
    }
    const matches = compileValue(`${where}: ${key}`, inner);
    return (event) => matches(isRecord(event) ? event[key] : undefined);
  });
  return (event) => parts.every((matches) => matches(event));
};

/** Refuses at start what could not be matched later. */
export const checkPattern = (where: string, pattern: Pattern): void => {
  compilePattern(where, pattern);
};

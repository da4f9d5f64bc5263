import * as z from 'zod';

const JsonObject = z.record(z.string(), z.unknown());

/** A committed contract: JSON Schema of the envelope, and its version. */
export const ContractFile = z.looseObject({ 'x-version': z.string().regex(/^\d+\.\d+$/) });
export type ContractFile = z.infer<typeof ContractFile>;

/** Says nothing to a machine: may change in any version. */
const words = new Set(['title', 'description', 'examples', 'x-version', 'x-audience', '$schema', '$id', 'default']);

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const objectOf = (value: unknown): Record<string, unknown> => JsonObject.safeParse(value).data ?? {};
const listOf = (value: unknown): readonly unknown[] => z.array(z.unknown()).safeParse(value).data ?? [];

/** How one contract differs from another, as seen by a reader that was built against the first. */
export interface ContractChanges {
  /** Paths a reader may stumble over: a field gone, no longer certain, or of another form. */
  readonly breaking: readonly string[];
  /** Paths a reader does not notice: a new field, a field that became certain, a choice that no longer occurs. */
  readonly additive: readonly string[];
}

const join = (parts: readonly ContractChanges[]): ContractChanges => ({
  breaking: parts.flatMap(({ breaking }) => breaking),
  additive: parts.flatMap(({ additive }) => additive),
});

const changesOfKeyword = (keyword: string, before: unknown, after: unknown, path: string): ContractChanges => {
  const at = `${path}/${keyword}`;
  switch (keyword) {
    case 'properties': {
      const [was, is] = [objectOf(before), objectOf(after)];
      return join([
        { breaking: [], additive: Object.keys(is).flatMap((key) => (key in was ? [] : [`${at}/${key}`])) },
        ...Object.entries(was).map(([key, schema]) =>
          key in is ? contractChanges(schema, is[key], `${at}/${key}`) : { breaking: [`${at}/${key}`], additive: [] },
        ),
      ]);
    }
    case 'items':
      return contractChanges(before, after, at);
    case 'required':
    case 'enum': {
      const [was, is] = [listOf(before), listOf(after)];
      const gone = was.filter((each) => !is.includes(each)).map((each) => `${at}/${String(each)}`);
      const come = is.filter((each) => !was.includes(each)).map((each) => `${at}/${String(each)}`);
      // a reader trusts what is required, and has a case for each choice
      return keyword === 'required' ? { breaking: gone, additive: come } : { breaking: come, additive: gone };
    }
    default:
      return { breaking: equal(before, after) ? [] : [at], additive: [] };
  }
};

/** Compares two JSON Schemas of one event, keyword by keyword; unknown keywords count as breaking when they differ. */
const contractChanges = (before: unknown, after: unknown, path = ''): ContractChanges => {
  const [was, is] = [objectOf(before), objectOf(after)];
  const keywords = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((keyword) => !words.has(keyword));
  return join(keywords.map((keyword) => changesOfKeyword(keyword, was[keyword], is[keyword], path)));
};

/**
 * Why `after` may not be published over `before`, or undefined when it may: unchanged in the same version, or additive with
 * a raised minor.
 */
export const refusalOf = (type: string, before: ContractFile, after: ContractFile): string | undefined => {
  const { breaking, additive } = contractChanges(before, after);
  const [was, is] = [before, after].map((file) => Number(file['x-version'].split('.')[1] ?? 0));
  if (was === undefined || is === undefined || is < was) return `${type}: the minor version went back`;
  if (breaking.length > 0) return `${type}: needs a new major, as readers may break on ${breaking.join(', ')}`;
  if (additive.length > 0 && is === was) return `${type}: raise its minor, as ${additive.join(', ')} changed`;
  return undefined;
};

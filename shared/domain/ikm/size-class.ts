import * as z from 'zod';

const billion = 1_000_000_000;

/** What the rulers measure: whole rupiah, capital and investment without land and buildings. */
const measures = ['workers', 'investmentIdr', 'capitalIdr', 'annualSalesIdr'] as const;
type Measure = (typeof measures)[number];
export type SizeInputs = Readonly<Partial<Record<Measure, number | undefined>>>;

const Size = z.enum(['micro', 'small', 'medium', 'large']);
type Size = z.infer<typeof Size>;

/** One ruler in force since a day; of several for the same purpose the newest in force counts. */
interface SizeRule {
  readonly purpose: 'industry' | 'umkm';
  readonly code: string;
  readonly source: string;
  /** First day in force, in Jakarta. */
  readonly from: string;
  /** Each measure's steps: the values just at which the class may change, so that a missing one can be tried. */
  readonly steps: Readonly<Partial<Record<Measure, readonly number[]>>>;
  readonly sizeOf: (known: Readonly<Partial<Record<Measure, number>>>) => Size;
}

/** Sizes from the smallest: what “either measure” decides takes the smaller. */
const order: readonly Size[] = Size.options;

const umkmBy = (value: number, [micro, small, medium]: readonly [number, number, number]): Size => {
  if (value <= micro) return 'micro';
  if (value <= small) return 'small';
  return value <= medium ? 'medium' : 'large';
};

const capitalSteps = [1 * billion, 5 * billion, 10 * billion] as const;
const salesSteps = [2 * billion, 15 * billion, 50 * billion] as const;

/** The rulers as we know them on 22 November 2026: no act was found that repeals either. */
const sizeRules: readonly SizeRule[] = [
  {
    purpose: 'industry',
    code: 'permenperin-64-2016',
    source:
      'Permenperin 64/M-IND/PER/7/2016 (still cited by local portals in 2025): small up to 19 workers and under Rp1 billion of investment, medium up to 19 workers from Rp1 billion or from 20 workers up to Rp15 billion, large above',
    from: '2016-08-01',
    steps: { workers: [19, 20], investmentIdr: [billion - 1, billion, 15 * billion, 15 * billion + 1] },
    sizeOf: ({ workers = 0, investmentIdr = 0 }) => {
      if (workers <= 19) return investmentIdr < billion ? 'small' : 'medium';
      return investmentIdr <= 15 * billion ? 'medium' : 'large';
    },
  },
  {
    purpose: 'umkm',
    code: 'pp-7-2021',
    source:
      'PP 7/2021, Pasal 35: by business capital (1, 5, 10 billion) or by annual sales (2, 15, 50 billion); either is enough',
    from: '2021-02-02',
    steps: {
      capitalIdr: [...capitalSteps, 10 * billion + 1],
      annualSalesIdr: [...salesSteps, 50 * billion + 1],
    },
    sizeOf: ({ capitalIdr, annualSalesIdr }) => {
      const sizes = [
        ...(capitalIdr === undefined ? [] : [umkmBy(capitalIdr, capitalSteps)]),
        ...(annualSalesIdr === undefined ? [] : [umkmBy(annualSalesIdr, salesSteps)]),
      ];
      return order.find((size) => sizes.includes(size)) ?? 'large';
    },
  },
];

/** What one ruler says of a firm. */
export const SizeClass = z.strictObject({
  purpose: z.enum(['industry', 'umkm']),
  class: Size.nullable().meta({ description: 'Null while what is missing decides it' }),
  rule: z.strictObject({ code: z.string(), source: z.string(), from: z.string() }),
  missing: z.array(z.enum(measures)).meta({ description: 'Fields that may still change the class' }),
});
export type SizeClass = z.infer<typeof SizeClass>;

const isMeasure = (name: string): name is Measure => measures.some((measure) => measure === name);

const judge = ({ purpose, code, source, from, steps, sizeOf }: SizeRule, inputs: SizeInputs): SizeClass => {
  const asked = Object.keys(steps).filter(isMeasure);
  const missing = asked.filter((name) => inputs[name] === undefined);
  const known = Object.fromEntries(asked.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])));
  // all that may turn out: every missing measure at each of its steps
  const possible = missing.reduce<readonly Readonly<Partial<Record<Measure, number>>>[]>(
    (tried, name) => tried.flatMap((one) => (steps[name] ?? []).map((value) => ({ ...one, [name]: value }))),
    [known],
  );
  const sizes = new Set(possible.map(sizeOf));
  const rule = { code, source, from };
  if (sizes.size === 1) return { purpose, class: sizeOf(possible[0] ?? {}), rule, missing: [] };
  // one of two measures that each are enough already gives a class, which the other may lower
  const isEnough = purpose === 'umkm' && missing.length < asked.length;
  return { purpose, class: isEnough ? sizeOf(known) : null, rule, missing };
};

/**
 * The firm's size by every ruler in force on `day` (`YYYY-MM-DD`), with the rule that applied. A class that missing fields
 * cannot change is given without them.
 */
export const sizeClassesOf = (inputs: SizeInputs, day: string): SizeClass[] => {
  const inForce = sizeRules.filter(({ from }) => from <= day);
  return inForce
    .filter(({ purpose, from }) => !inForce.some((other) => other.purpose === purpose && other.from > from))
    .map((rule) => judge(rule, inputs));
};

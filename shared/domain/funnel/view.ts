import * as z from 'zod';
import { IkmId } from '../ids.ts';
import { regionNameOf } from '../region/region-names.ts';
import { country } from './cells.ts';
import type { PartCounts, StepCounts } from './counts.ts';
import type { FunnelOfIkm } from './funnel.ts';
import { nextStep } from './funnel.ts';
import type { Reached } from './step.ts';
import { FunnelStep, funnelSteps, stepAdvice, stepNames } from './step.ts';

const Count = z.int().nonnegative();
const Counts = z.record(FunnelStep, Count);

const Part = z.strictObject({
  regionCode: z.string().optional(),
  sentraId: z.string().optional(),
  name: z.string(),
  counts: Counts,
});

/** The funnel of a place. */
export const FunnelView = z.strictObject({
  name: z.string().meta({ description: 'Of the place that is counted', example: 'Jawa Timur' }),
  steps: z.array(
    z.strictObject({
      step: FunnelStep,
      name: z.string(),
      count: Count.meta({ description: 'IKMs that reached it at least once' }),
      percentOfEnrolled: z.number().nullable(),
      percentOfBefore: z.number().nullable().meta({ description: 'Of the step before it; none for the first two' }),
    }),
  ),
  parts: z.array(Part).meta({ description: 'Provinces, kabupaten and kota, or sentras that stand there' }),
});
export type FunnelView = z.infer<typeof FunnelView>;

/** What a place is called. */
export const areaName = (area: string): string => (area === country ? 'Indonesia' : regionNameOf(area));

/** One decimal; nothing of nothing. */
const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 10;

/** A part with its name, by region code or sentra id. */
export type NamedPart = PartCounts & { readonly name: string; readonly kind: 'regionCode' | 'sentraId' };

export const toFunnelView = (name: string, counts: StepCounts, parts: readonly NamedPart[]): FunnelView => ({
  name,
  steps: funnelSteps.map((step, n) => {
    const before = funnelSteps[n - 1];
    const isFirst = before === undefined || before === 'trained';
    return {
      step,
      name: stepNames[step],
      count: counts[step],
      percentOfEnrolled: percent(counts[step], counts.enrolled),
      percentOfBefore: isFirst ? null : percent(counts[step], counts[before]),
    };
  }),
  parts: parts.map(({ part, kind, name: called, counts: each }) => ({ [kind]: part, name: called, counts: each })),
});

/** The funnel as a table: the whole first, then its parts. */
export const toFunnelRows = (view: FunnelView): readonly (readonly (string | number)[])[] => [
  ['Kode', 'Nama', ...funnelSteps.map((step) => stepNames[step])],
  ['', view.name, ...view.steps.map(({ count }) => count)],
  ...view.parts.map(({ regionCode, sentraId, name, counts }) => [
    regionCode ?? sentraId ?? '',
    name,
    ...funnelSteps.map((step) => counts[step]),
  ]),
];

/** How far one IKM came, and what it needs next. */
export const IkmFunnelView = z.strictObject({
  ikmId: IkmId,
  steps: z.array(z.strictObject({ step: FunnelStep, name: z.string(), reachedAt: z.string().optional() })),
  next: FunnelStep.optional(),
  advice: z.string().meta({ description: 'What to do next, in Bahasa' }),
});
export type IkmFunnelView = z.infer<typeof IkmFunnelView>;

export const toIkmFunnelView = (ikmId: IkmId, funnel: FunnelOfIkm | undefined): IkmFunnelView => {
  const reached: Reached = funnel?.reached ?? {};
  const next = nextStep(reached);
  return {
    ikmId,
    steps: funnelSteps.map((step) => {
      const at = reached[step];
      return { step, name: stepNames[step], ...(at !== undefined && { reachedAt: at }) };
    }),
    ...(next !== undefined && { next }),
    advice: next === undefined ? 'Semua langkah sudah tercapai. Pertahankan layanan kepada pembeli.' : stepAdvice[next],
  };
};

import * as z from 'zod';
import { IkmId } from '../ids.ts';
import { IsoInstant } from '../time.ts';
import { funnelSteps, Reached, type FunnelStep } from './step.ts';

const Sale = z.object({ orderId: z.string(), at: IsoInstant });
/** An order that was paid, and when it was placed. */
export type Sale = z.infer<typeof Sale>;

/** Where an IKM is counted. */
export const Standing = z.object({
  /** Kabupaten or kota; the province for a place that is known no better. */
  regionCode: z.string(),
  sentra: z.object({ sentraId: z.string(), regionCode: z.string() }).optional(),
  /** As `programmeKey` makes them, sorted. */
  programmes: z.array(z.string()),
});
export type Standing = z.infer<typeof Standing>;

/** What the funnel keeps of one IKM: ids and instants only. */
export const FunnelOfIkm = z.object({
  ikmId: IkmId,
  etag: z.string(),
  reached: Reached,
  /** Its two earliest sales. */
  sales: z.array(Sale),
  /** Absent for one that is closed: it is counted nowhere, and what it reached is still known. */
  standing: Standing.optional(),
});
export type FunnelOfIkm = z.infer<typeof FunnelOfIkm>;

/** What somebody knows of how far an IKM came. */
export interface Evidence {
  readonly reached: Reached;
  readonly sales: readonly Sale[];
}

/** Programmes are the same when they are written the same but for case and blanks. */
export const programmeKey = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

/** More programmes than these are not counted apart: one change must fit one transaction. */
const mostProgrammes = 30;

/** Each programme once, as it is counted. */
export const programmeKeys = (names: readonly string[]): string[] =>
  [...new Set(names.map(programmeKey))].sort().slice(0, mostProgrammes);

/** What reaching a step proves besides. */
const implied: Readonly<Partial<Record<FunnelStep, FunnelStep>>> = {
  live: 'listed',
  listed: 'account',
};

const earlier = (one: IsoInstant | undefined, other: IsoInstant): IsoInstant =>
  one === undefined || other < one ? other : one;

/** The two earliest, each order once. */
const earliestSales = (sales: readonly Sale[]): Sale[] => {
  const byOrder = new Map<string, Sale>();
  for (const sale of sales) {
    const { orderId, at } = sale;
    byOrder.set(orderId, { orderId, at: earlier(byOrder.get(orderId)?.at, at) });
  }
  return [...byOrder.values()]
    .sort((one, other) => (`${one.at}${one.orderId}` < `${other.at}${other.orderId}` ? -1 : 1))
    .slice(0, 2);
};

/**
 * Puts together what is known: per step the earliest instant. Commutative, associative and idempotent, so that neither order
 * nor repetition of news matters.
 */
export const mergeEvidence = (one: Evidence, other: Evidence): Evidence => {
  const sales = earliestSales([...one.sales, ...other.sales]);
  const [first, second] = sales;
  const reached: Partial<Record<FunnelStep, IsoInstant>> = { ...one.reached };
  const reach = (step: FunnelStep, at: IsoInstant | undefined): void => {
    if (at !== undefined) reached[step] = earlier(reached[step], at);
  };
  for (const step of funnelSteps) reach(step, other.reached[step]);
  // no step is implied before its own cause was looked at: backwards
  for (const step of [...funnelSteps].reverse()) {
    const also = implied[step];
    if (also !== undefined) reach(also, reached[step]);
  }
  reach('ordered', first?.at);
  reach('reordered', second?.at);
  return { reached, sales };
};

export const noEvidence: Evidence = { reached: {}, sales: [] };

/** What is missing next; undefined for an IKM that reached everything. Being trained is no condition of what follows. */
export const nextStep = (reached: Reached): FunnelStep | undefined =>
  funnelSteps.find((step) => step !== 'trained' && reached[step] === undefined);

import { isWithin } from '../member/member.ts';
import { provinces } from '../region/provinces.ts';
import { country, numberName } from './cells.ts';
import { funnelSteps, type FunnelStep } from './step.ts';

/** One row of counters: the region's code or the sentra's id, and its numbers as `numberName` calls them. */
export interface CountedPart {
  readonly part: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Counters by area; `programme` is a key of `programmeKey`, or '' for all. */
export interface ReachedCounts {
  readonly provinces: (programme: string) => Promise<readonly CountedPart[]>;
  /** Of a province, or of one kabupaten or kota. */
  readonly districts: (area: string, programme: string) => Promise<readonly CountedPart[]>;
  /** Sentras that stand in the area, at least one of whose IKMs was counted. */
  readonly sentras: (area: string, programme: string) => Promise<readonly CountedPart[]>;
}

/** IKMs per step. */
export type StepCounts = Readonly<Record<FunnelStep, number>>;

/** Which IKMs are counted: of all programmes or one, in all years or by the year a step was reached first. */
export interface Slice {
  /** As `programmeKey` makes it; '' for all. */
  readonly programme: string;
  readonly year: number | undefined;
}

/** Sums rows of counters. */
export const sumOf = (parts: readonly CountedPart[], year: number | undefined): StepCounts => {
  const of = (step: FunnelStep): number =>
    parts.reduce((sum, { numbers }) => sum + (numbers[numberName(step, year)] ?? 0), 0);
  return {
    trained: of('trained'),
    enrolled: of('enrolled'),
    verified: of('verified'),
    account: of('account'),
    approved: of('approved'),
    listed: of('listed'),
    live: of('live'),
    ordered: of('ordered'),
    reordered: of('reordered'),
  };
};

/** A part of a place, with what it counts. */
export interface PartCounts {
  readonly part: string;
  readonly counts: StepCounts;
}

/** Each part once, without those that count nothing, in the order of their codes. */
export const partsOf = (rows: readonly CountedPart[], year: number | undefined): readonly PartCounts[] => {
  const byPart = new Map<string, CountedPart[]>();
  for (const row of rows) byPart.set(row.part, [...(byPart.get(row.part) ?? []), row]);
  return [...byPart]
    .map(([part, each]) => ({ part, counts: sumOf(each, year) }))
    .filter(({ counts }) => funnelSteps.some((step) => counts[step] > 0))
    .sort((one, other) => (one.part < other.part ? -1 : 1));
};

/** The counters of an area: all of Indonesia, a province, or a kabupaten or kota. */
export const rowsOf = (counts: ReachedCounts, area: string, programme: string): Promise<readonly CountedPart[]> =>
  area === country ? counts.provinces(programme) : counts.districts(area, programme);

/** The sentras of an area. */
const sentraRowsOf = async (
  counts: ReachedCounts,
  area: string,
  programme: string,
): Promise<readonly CountedPart[]> => {
  const areas = area === country ? provinces : [area];
  return (await Promise.all(areas.map((each) => counts.sentras(each, programme)))).flat();
};

/** Sentras of an area at least one of whose IKMs reached the step. */
export const joinedSentras = async (
  counts: ReachedCounts,
  area: string,
  step: FunnelStep,
  { programme, year }: Slice,
): Promise<number> =>
  partsOf(await sentraRowsOf(counts, area, programme), year).filter(({ counts: { [step]: reached } }) => reached > 0)
    .length;

/** Whether the counters tell of this area: they go down to kabupaten and kota. */
export const isCountedArea = (code: string): boolean => code.length <= 5;

/** Those areas of a reach that counters tell of, narrowed to the one asked for; nothing when it lies outside. */
export const countedAreas = (areas: readonly string[], asked: string | undefined): readonly string[] =>
  (asked === undefined ? areas : areas.some((area) => isWithin(asked, area)) ? [asked] : []).filter(isCountedArea);

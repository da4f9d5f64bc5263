import { canonicalJson } from '../digest.ts';
import { jakartaDayOf } from '../time.ts';
import type { FunnelOfIkm, Standing } from './funnel.ts';
import { funnelSteps, type FunnelStep } from './step.ts';

/** One row of counters: a part under its whole, of all programmes ('') or of one. */
export interface Cell {
  readonly whole: string;
  readonly programme: string;
  readonly part: string;
}

/** By how much each number of a cell changes. */
export interface CellChange extends Cell {
  readonly amounts: Readonly<Record<string, number>>;
}

/** Rows that the counters of one province are spread over: all IKMs of the country meet there. */
const provinceShards = 8;

/** All of Indonesia, whose parts are the provinces. */
export const country = 'ID';

/** The sentras of a province; their parts are named after kabupaten or kota, then sentra. */
export const sentrasOf = (province: string): string => `S${province}`;

/** The number of a step in a year, or in all years. */
export const numberName = (step: FunnelStep, year: number | undefined): string => `${year ?? 'all'}_${step}`;

const shardOf = (ikmId: string): number => ikmId.charCodeAt(ikmId.length - 1) % provinceShards;

/** The rows that an IKM counts in. */
const cellsOf = (ikmId: string, { regionCode, sentra, programmes }: Standing): readonly Cell[] => {
  const province = regionCode.slice(0, 2);
  return ['', ...programmes].flatMap((programme) => [
    { whole: country, programme, part: `${province}#${shardOf(ikmId)}` },
    { whole: province, programme, part: regionCode },
    ...(sentra === undefined
      ? []
      : [
          {
            whole: sentrasOf(sentra.regionCode.slice(0, 2)),
            programme,
            part: `${sentra.regionCode}#${sentra.sentraId}`,
          },
        ]),
  ]);
};

/** What an IKM adds to each row it counts in: 1 per step, in all years and in the year (of Jakarta) it was reached first. */
const amountsOf = ({ reached }: Pick<FunnelOfIkm, 'reached'>): readonly string[] =>
  funnelSteps.flatMap((step) => {
    const at = reached[step];
    if (at === undefined) return [];
    const year = Number(jakartaDayOf(Date.parse(at)).slice(0, 4));
    return [numberName(step, undefined), numberName(step, year)];
  });

/** How the counters change when what is known of one IKM changes. */
export const cellChanges = (before: FunnelOfIkm | undefined, after: FunnelOfIkm): readonly CellChange[] => {
  const changes = new Map<string, { cell: Cell; amounts: Record<string, number> }>();
  const count = (funnel: FunnelOfIkm | undefined, by: 1 | -1): void => {
    if (funnel?.standing === undefined) return;
    for (const cell of cellsOf(funnel.ikmId, funnel.standing)) {
      const name = JSON.stringify(cell);
      const entry = changes.get(name) ?? { cell, amounts: {} };
      changes.set(name, entry);
      for (const number of amountsOf(funnel)) entry.amounts[number] = (entry.amounts[number] ?? 0) + by;
    }
  };
  count(before, -1);
  count(after, 1);
  return [...changes.values()].flatMap(({ cell, amounts }) => {
    const moved = Object.entries(amounts).filter(([, amount]) => amount !== 0);
    return moved.length === 0 ? [] : [{ ...cell, amounts: Object.fromEntries(moved) }];
  });
};

/** Whether two states of an IKM's funnel say the same. */
export const isSameFunnel = (one: FunnelOfIkm, other: FunnelOfIkm): boolean =>
  canonicalJson({ ...one, etag: '' }) === canonicalJson({ ...other, etag: '' });

import { country } from '../../shared/domain/funnel/cells.ts';
import {
  countedAreas,
  isCountedArea,
  partsOf,
  rowsOf,
  sumOf,
  type ReachedCounts,
  type Slice,
} from '../../shared/domain/funnel/counts.ts';
import { areaName, toFunnelView, type FunnelView, type NamedPart } from '../../shared/domain/funnel/view.ts';
import { isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetFunnelDeps {
  readonly counts: ReachedCounts;
  readonly placeOfSentra: (
    sentraId: string,
  ) => Promise<{ readonly sentraId: string; readonly regionCode: string; readonly name: string } | undefined>;
}

export interface FunnelQuestion extends Slice {
  readonly regionCode: string | undefined;
  readonly sentraId: string | undefined;
}

/**
 * The funnel of a sentra, of a region, or of all regions of the caller.
 * @throws ProblemError `not-found` outside the caller's scope; `forbidden` for whoever is no officer there; `not-a-member`
 */
export const getFunnel = ({ counts, placeOfSentra }: GetFunnelDeps) => {
  const ofSentra = async (caller: Caller, sentraId: string, { programme, year }: Slice): Promise<FunnelView> => {
    const place = await placeOfSentra(sentraId);
    if (place === undefined || !isAllowed(caller, place, [...officers, 'pendamping']))
      throw new ProblemError('not-found');
    const rows = await counts.sentras(place.regionCode.slice(0, 5), programme);
    return toFunnelView(
      place.name,
      sumOf(
        rows.filter((row) => row.part === sentraId),
        year,
      ),
      [],
    );
  };

  const withNames = async (area: string, { programme, year }: Slice): Promise<readonly NamedPart[]> => {
    if (area.length < 5)
      return partsOf(await rowsOf(counts, area, programme), year).map((part) => ({
        ...part,
        name: areaName(part.part),
        kind: 'regionCode',
      }));
    const sentras = partsOf(await counts.sentras(area, programme), year);
    return Promise.all(
      sentras.map(async (part) => ({
        ...part,
        name: (await placeOfSentra(part.part))?.name ?? part.part,
        kind: 'sentraId' as const,
      })),
    );
  };

  const areasOf = (caller: Caller, asked: string | undefined): readonly string[] => {
    const { everything, areas } = reachOf(caller, officers);
    if (!everything && areas.length === 0) throw new ProblemError('forbidden');
    if (everything) return asked === undefined ? [country] : [asked].filter(isCountedArea);
    return countedAreas(areas, asked);
  };

  return async (caller: Caller, { regionCode, sentraId, ...slice }: FunnelQuestion): Promise<FunnelView> => {
    assertMember(caller);
    if (sentraId !== undefined) return ofSentra(caller, sentraId, slice);
    const areas = areasOf(caller, regionCode);
    const [area] = areas;
    if (area === undefined) throw new ProblemError('not-found');
    const { programme, year } = slice;
    const rows = await Promise.all(
      areas.map(async (each) => ({ area: each, rows: await rowsOf(counts, each, programme) })),
    );
    const whole = sumOf(
      rows.flatMap((each) => each.rows),
      year,
    );
    if (areas.length === 1) return toFunnelView(areaName(area), whole, await withNames(area, slice));
    // several regions of one office: they are the parts
    const parts = rows.map((each): NamedPart => ({
      part: each.area,
      name: areaName(each.area),
      kind: 'regionCode',
      counts: sumOf(each.rows, year),
    }));
    return toFunnelView(areas.map(areaName).join(', '), whole, parts);
  };
};

import type { Reach } from '../domain/member/reach.ts';
import { provinces } from '../domain/region/provinces.ts';
import { isWithin } from '../domain/member/member.ts';
import { provinceOf } from './keys.ts';
import { readPage, registerStretch, type Page, type Position, type Stretch } from './page.ts';
import type { TableAt } from './dynamo.ts';

/**
 * The regions a list goes through: what the caller reaches, narrowed to what was asked for. Without either it is a walk
 * over the provinces.
 */
export const areasOf = (reach: Reach, asked: string | undefined): readonly string[] => {
  if (reach.everything) return asked === undefined ? provinces : [asked];
  if (asked === undefined) return reach.areas;
  if (reach.areas.some((area) => isWithin(asked, area))) return [asked];
  return reach.areas.filter((area) => isWithin(area, asked));
};

/** One stretch per area of an index that is kept by province and sorted by region code. */
export const areaStretches = (
  index: 'by-region' | 'by-waiting',
  partition: string,
  areas: readonly string[],
): readonly Stretch[] =>
  areas.map((area) =>
    // within a province's own partition everything begins with its code
    registerStretch(index, `${partition}#${provinceOf(area)}`, area.length === 2 ? '' : area),
  );

/** The name under which a position stands in the part that is read by id. */
const byId = 'ids';

/**
 * A page over stretches and then over things known by id (a membership's scope). Ids are read strongly, one by one, as
 * many as the page still has room for.
 */
export const readPageThenIds = async <Row>(
  at: TableAt,
  request: {
    readonly stretches: readonly Stretch[];
    readonly ids: readonly string[];
    readonly limit: number;
    readonly position: Position | undefined;
    readonly parse: (item: unknown) => Row;
    readonly keep?: ((row: Row, stretch: Stretch) => boolean) | undefined;
    /** Keeps those by id that no stretch has shown already. */
    readonly keepById: (row: Row) => boolean;
    readonly readById: (id: string) => Promise<Row | undefined>;
  },
): Promise<Page<Row>> => {
  const { position } = request;
  const inIds = position?.['in'] === byId;
  const first: Page<Row> = inIds ? { rows: [], position: undefined } : await readPage(at, request);
  const after = (inIds ? position['after'] : undefined) ?? '';
  const ids = request.ids.filter((id) => id > after).sort();
  if (first.position !== undefined || ids.length === 0) return first;
  const room = request.limit - first.rows.length;
  if (room === 0) return { rows: first.rows, position: { in: byId, after } };
  const read = ids.slice(0, room);
  const rows = (await Promise.all(read.map(request.readById))).filter(
    (row) => row !== undefined && request.keepById(row),
  );
  const last = read.at(-1);
  return {
    rows: [...first.rows, ...rows.flatMap((row) => row ?? [])],
    position: read.length < ids.length && last !== undefined ? { in: byId, after: last } : undefined,
  };
};

import * as z from 'zod';
import { decodeCursor, encodeCursor, type CursorBinding, type Position } from './cursor.ts';

/** The query fields of every list: spread into the route's own strict query. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Entries per page, at most' }),
  cursor: z.string().max(2000).optional().meta({ description: 'nextCursor of the page before' }),
} as const;

/** The answer of every list. A page may hold fewer than `limit`; it is the last one when `nextCursor` is null. */
export const pageOf = <Schema extends z.ZodType>(item: Schema) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/**
 * Asks for one page with cursors bound to caller, route and question.
 * @throws ProblemError `invalid-cursor`
 */
export const readList = async <Row>(
  binding: CursorBinding,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  read: (
    limit: number,
    position: Position | undefined,
  ) => Promise<{
    readonly rows: readonly Row[];
    readonly position: Position | undefined;
  }>,
): Promise<{ readonly items: readonly Row[]; readonly nextCursor: string | null }> => {
  const { rows, position } = await read(limit, cursor === undefined ? undefined : decodeCursor(binding, cursor));
  return { items: rows, nextCursor: position === undefined ? null : encodeCursor(binding, position) };
};

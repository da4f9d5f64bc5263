import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { writeCsv, type Value } from './write.ts';

/** A small table as the CSV answer of a route; semicolons, as Excel in Indonesia reads them. */
export const toCsvText = async (
  rows: Iterable<readonly Value[]>,
): Promise<{ readonly contentType: string; readonly text: string }> => ({
  contentType: 'text/csv; charset=utf-8',
  text: await text(Readable.from(writeCsv(rows, { separator: ';' }))),
});

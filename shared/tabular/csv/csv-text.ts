import { writeCsv, type Value } from './write.ts';

/** A small table as the CSV answer of a route; semicolons, as Excel in Indonesia reads them. */
export const toCsvText = async (
  rows: Iterable<readonly Value[]>,
): Promise<{ readonly contentType: string; readonly text: string }> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeCsv(rows, { separator: ';' })) chunks.push(chunk);
  return { contentType: 'text/csv; charset=utf-8', text: Buffer.concat(chunks).toString('utf8') };
};

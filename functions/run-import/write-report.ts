import type { FileForm } from '../../shared/domain/import/findings.ts';
import { writeCsv, type Value } from '../../shared/tabular/csv/write.ts';
import { writeXlsx } from '../../shared/tabular/xlsx/write.ts';

/** Stands as the time of a workbook's parts, so that the same report is the same file. */
const noTime = new Date(Date.UTC(2020, 0, 1));
/** Columns that explain are wide. */
const widths: Readonly<Record<string, number>> = { Masalah: 60, Saran: 60 };

/** A report in the form of the file it answers, made while it is read. */
export const reportOf = (
  { format, separator = ',', head }: FileForm,
  rows: AsyncIterable<readonly Value[]>,
): AsyncIterable<Uint8Array> => {
  if (format === 'xlsx') {
    // what is typed into a cell of text stays as it was typed: a NIK keeps its digits
    const columns = head.map((header) => ({ header, text: true as const, width: widths[header] ?? 18 }));
    return writeXlsx({ sheets: [{ name: 'Perbaiki', columns, rows }], at: noTime });
  }
  async function* all(): AsyncIterable<readonly Value[]> {
    yield head;
    yield* rows;
  }
  return writeCsv(all(), { separator });
};

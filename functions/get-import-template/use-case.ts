import type { ImportFormat } from '../../shared/domain/import/import.ts';
import { contentTypes } from '../../shared/domain/import/objects.ts';
import type { ImportKind } from '../../shared/domain/intake/entry.ts';
import { templateOf } from '../../shared/domain/intake/template.ts';
import { writeCsv } from '../../shared/tabular/csv/write.ts';
import { writeXlsx } from '../../shared/tabular/xlsx/write.ts';

/** A file to be saved. */
interface Template {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Stands as the time of a workbook's parts, so that the same template is the same file. */
const noTime = new Date(Date.UTC(2020, 0, 1));
/** As files are named in the field. */
const names: Readonly<Record<ImportKind, string>> = {
  sentra: 'sentra',
  ikm: 'ikm',
  product: 'produk',
  offer: 'harga-stok',
};

const collect = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** The template of a kind. CSV is parted by semicolons, as Excel with Indonesian settings opens it. */
export const getImportTemplate = async (kind: ImportKind, format: ImportFormat): Promise<Template> => {
  const sheets = templateOf(kind);
  const [{ columns, rows }] = sheets;
  const content =
    format === 'xlsx'
      ? writeXlsx({ sheets, at: noTime })
      : writeCsv([columns.map(({ header }) => header), ...rows], { separator: ';' });
  return {
    name: `templat-${names[kind]}.${format}`,
    contentType: format === 'csv' ? `${contentTypes.csv}; charset=utf-8` : contentTypes.xlsx,
    bytes: await collect(content),
  };
};

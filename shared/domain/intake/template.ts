import type { Column } from './column.ts';
import type { ImportKind } from './entry.ts';
import { rowKinds } from './kinds/kinds.ts';

/** A column of a sheet to write. */
interface TemplateColumn {
  readonly header: string;
  readonly width: number;
  readonly text?: true;
  readonly options?: readonly string[];
  readonly hint?: string;
}

/** A sheet to write: what writers of tables take. */
export interface TemplateSheet {
  readonly name: string;
  readonly columns: readonly TemplateColumn[];
  readonly rows: readonly (readonly string[])[];
}

const titles: Readonly<Record<ImportKind, string>> = {
  sentra: 'Sentra',
  ikm: 'IKM',
  product: 'Produk',
  offer: 'Harga dan stok',
};

const headerOf = ({ header, required }: Column): string => (required ? `${header} *` : header);

const widthOf = ({ header, examples }: Column): number =>
  Math.min(40, Math.max(12, header.length + 4, ...examples.map(({ length }) => length + 2)));

const toColumn = (column: Column): TemplateColumn => ({
  header: headerOf(column),
  width: widthOf(column),
  hint: column.help,
  ...(column.isText && { text: true as const }),
  ...(column.choices !== undefined && { options: column.choices.map(({ label }) => label) }),
});

/** What every help sheet says, whatever the kind. */
const advice: readonly string[] = [
  'Baris yang diawali "Contoh:" hanya contoh dan tidak dibaca; boleh dihapus.',
  'NIK, NIB, NPWP dan nomor HP: biarkan format kolomnya Teks, supaya Excel tidak mengubah angkanya.',
  'Urutan kolom boleh diubah, kolom yang tidak perlu boleh dihapus.',
  'Jangan menggabungkan sel. Satu baris judul, lalu datanya.',
];

const helpRows = (columns: readonly Column[], intro: readonly string[]): readonly (readonly string[])[] => [
  ...[...intro, ...advice].map((text) => ['', '', text, '']),
  ...columns.map((column) => [
    headerOf(column),
    column.required ? 'wajib' : 'boleh kosong',
    column.help,
    column.choices === undefined
      ? [...new Set(column.examples)].filter((example) => example !== '').join(' · ')
      : column.choices.map(({ label }) => label).join(', '),
  ]),
];

/** The template of a kind: the sheet to fill in, with three example rows, and its help. As CSV only the first is of use. */
export const templateOf = (kind: ImportKind): readonly [TemplateSheet, TemplateSheet] => {
  const { columns, intro } = rowKinds[kind];
  return [
    {
      name: titles[kind],
      columns: columns.map(toColumn),
      rows: ([0, 1, 2] as const).map((row) => columns.map(({ examples }) => examples[row])),
    },
    {
      name: 'Petunjuk',
      columns: [
        { header: 'Kolom', width: 24 },
        { header: 'Wajib?', width: 14 },
        { header: 'Penjelasan', width: 80 },
        { header: 'Contoh atau pilihan', width: 60 },
      ],
      rows: helpRows(columns, intro),
    },
  ];
};

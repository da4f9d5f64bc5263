import { zipBytes, type ZipPart } from './zip-bytes.ts';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = (lines: readonly string[]): string => `<Relationships>${lines.join('')}</Relationships>`;
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;

/** Parts of a workbook as XML; what is not said is as plain as it can be. */
export interface WorkbookParts {
  /** Rows and whatever else stands in a sheet, e.g. `<row r="1">…</row>`; sheets by name, in their order. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly hidden?: readonly string[];
  /** Content of the table of shared strings. */
  readonly strings?: string;
  readonly styles?: string;
  readonly date1904?: true;
  /** Replaces or adds parts. */
  readonly parts?: readonly ZipPart[];
  /** Around the rows of each sheet. */
  readonly wrap?: (rows: string) => string;
}

const wrapped = (rows: string): string =>
  rows.includes('<sheetData')
    ? `<worksheet>${rows}</worksheet>`
    : `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

/** The parts of a workbook, before they are zipped. */
export const workbookParts = ({
  sheets,
  hidden = [],
  strings,
  styles,
  date1904,
  parts = [],
  wrap = wrapped,
}: WorkbookParts) => {
  const names = Object.keys(sheets);
  const all: ZipPart[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: relationships([relation('rId1', 'officeDocument', 'xl/workbook.xml')]) },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook>${date1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${names
        .map(
          (name, n) =>
            `<sheet name="${name}" sheetId="${n + 1}"${hidden.includes(name) ? ' state="hidden"' : ''} r:id="rId${n + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relationships([
        ...names.map((_, n) => relation(`rId${n + 1}`, 'worksheet', `worksheets/sheet${n + 1}.xml`)),
        ...(strings === undefined ? [] : [relation('rIdS', 'sharedStrings', 'sharedStrings.xml')]),
        ...(styles === undefined ? [] : [relation('rIdT', 'styles', 'styles.xml')]),
      ]),
    },
    ...names.map((name, n) => ({ name: `xl/worksheets/sheet${n + 1}.xml`, content: wrap(sheets[name]!) })),
    ...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: `<sst>${strings}</sst>` }]),
    ...(styles === undefined ? [] : [{ name: 'xl/styles.xml', content: `<styleSheet>${styles}</styleSheet>` }]),
  ];
  const replaced = new Set(parts.map(({ name }) => name));
  return [...all.filter(({ name }) => !replaced.has(name)), ...parts];
};

/** A workbook as bytes. */
export const workbookBytes = (parts: WorkbookParts): Buffer => zipBytes(workbookParts(parts));

/** A cell with a text of its own. */
export const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** Rows of texts, from A1 on. */
export const textRows = (rows: readonly (readonly string[])[]): string =>
  rows
    .map(
      (cells, n) =>
        `<row r="${n + 1}">${cells.map((text, c) => inline(`${String.fromCharCode(65 + c)}${n + 1}`, text)).join('')}</row>`,
    )
    .join('');

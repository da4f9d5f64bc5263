import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { columnName, escapedText, hiddenLists, sheetXml, type SheetToWrite } from './write-sheet.ts';

const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Styles by number: plain, text (format 49, `@`), bold for headers. */
const styles = `${header}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

const relationships = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `${header}<Relationships xmlns="${packages}/relationships">${targets
    .map(([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const contentTypes = (sheets: readonly string[]): string =>
  `${header}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/>${sheets
    .map((sheet) => `<Override PartName="/xl/${sheet}" ContentType="${media}.worksheet+xml"/>`)
    .join('')}</Types>`;

/** Name of the sheet that holds long drop-downs. */
const listSheet = 'Pilihan';

const workbook = (sheets: readonly SheetToWrite[], withLists: boolean): string =>
  `${header}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${[
    ...sheets.map(({ name }, n) => `<sheet name="${escapedText(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`),
    ...(withLists
      ? [`<sheet name="${listSheet}" sheetId="${sheets.length + 1}" state="hidden" r:id="rId${sheets.length + 1}"/>`]
      : []),
  ].join('')}</sheets></workbook>`;

/**
 * A workbook, made while it is read: rows are asked for as there is room, and never held. Texts are stored in their cells, as a
 * table of shared strings would have to be kept until the end; they are never taken for formulas.
 *
 * @param at Stands as the time of all parts, so that the same content gives the same bytes.
 */
export const writeXlsx = ({
  sheets,
  at,
}: {
  readonly sheets: readonly SheetToWrite[];
  readonly at: Date;
}): AsyncIterable<Uint8Array> => {
  const lists = hiddenLists(
    sheets.flatMap(({ columns }) => columns.flatMap(({ options }) => (options ? [options] : []))),
  );
  const withLists = lists.length > 0;
  const listRange = (options: readonly string[]): string | undefined => {
    const column = lists.indexOf(options);
    if (column < 0) return undefined;
    const name = columnName(column);
    return `${listSheet}!$${name}$1:$${name}$${options.length}`;
  };
  const files = Array.from({ length: sheets.length + (withLists ? 1 : 0) }, (_, n) => `worksheets/sheet${n + 1}.xml`);

  const zip = new ZipFile();
  const out = new PassThrough();
  const fail = (error: unknown): void => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  zip.on('error', fail);
  zip.outputStream.pipe(out);
  const add = (name: string, text: string): void => {
    zip.addBuffer(Buffer.from(text), name, { mtime: at });
  };
  const addSheet = (n: number, xml: AsyncIterable<string>): void => {
    zip.addReadStreamLazy(`xl/worksheets/sheet${n + 1}.xml`, { mtime: at }, (give) => {
      give(null, Readable.from(xml, { objectMode: false }).on('error', fail));
    });
  };
  add('[Content_Types].xml', contentTypes(files));
  add('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']]));
  add('xl/workbook.xml', workbook(sheets, withLists));
  add(
    'xl/_rels/workbook.xml.rels',
    relationships([...files.map((file) => ['worksheet', file] as const), ['styles', 'styles.xml']]),
  );
  add('xl/styles.xml', styles);
  for (const [n, sheet] of sheets.entries()) addSheet(n, sheetXml(sheet, listRange));
  if (withLists) {
    const length = Math.max(...lists.map((list) => list.length));
    const rows = Array.from({ length }, (_, n) => lists.map((list) => list[n]));
    addSheet(sheets.length, sheetXml({ name: listSheet, columns: [], rows }, listRange));
  }
  zip.end();
  return out;
};

import type { CorpusFile, Read, Refused } from './file.ts';
import { noise } from './random.ts';
import { inline, textRows, workbookBytes, workbookParts, type WorkbookParts } from './workbook-bytes.ts';
import { zipBytes, type ZipPart } from './zip-bytes.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const bytes = (name: string, make: () => Buffer, expect: Read | Refused): CorpusFile => ({
  name,
  format: 'xlsx',
  make,
  expect,
});
const xlsx = (name: string, parts: WorkbookParts | (() => WorkbookParts), expect: Read | Refused): CorpusFile =>
  bytes(name, () => workbookBytes(typeof parts === 'function' ? parts() : parts), expect);

const header = `<row r="1">${inline('A1', 'nama')}${inline('B1', 'nik')}</row>`;
const sheet = (rows: string): WorkbookParts => ({ sheets: { Data: header + rows } });
const plain = textRows([
  ['nama', 'nik'],
  ['Batik', '3301'],
]);
const two: Read = { rows: 2, first: ['nama', 'nik'], last: ['Batik', '3301'], lastLine: 2 };
const number = (value: number, date = false, from1904 = false) => ({ value, date, from1904 });
/** A sheet whose XML is replaced as a whole. */
const raw = (content: string | Uint8Array, more: Partial<ZipPart> = {}): WorkbookParts => ({
  sheets: { Data: '' },
  parts: [{ name: 'xl/worksheets/sheet1.xml', content, ...more }],
});
const part = (name: string, content = '', more: Partial<ZipPart> = {}): ZipPart => ({ name, content, ...more });
const doc = (doctype: string, text: string): string =>
  `<?xml version="1.0"?>${doctype}<worksheet><sheetData><row r="1">${inline('A1', text)}</row></sheetData></worksheet>`;

/** The header of an OLE file with one directory sector that names one stream (MS-CFB). */
const ole = (stream: string): Buffer => {
  const file = Buffer.alloc(2048);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.write(stream, 1024, 'utf16le');
  return file;
};

const sloppy: readonly CorpusFile[] = [
  xlsx('xlsx: plain', { sheets: { Data: plain } }, two),
  bytes(
    'xlsx: stored without compression',
    () => zipBytes(workbookParts({ sheets: { Data: plain } }).map((each) => ({ ...each, stored: true }))),
    two,
  ),
  xlsx(
    'xlsx: shared strings, also rich ones and readings',
    {
      sheets: { Data: `${header}<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>` },
      strings:
        '<si><t>3301</t></si><si><r><rPr><b/></rPr><t>Bat</t></r><r><t xml:space="preserve">ik </t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
    },
    { rows: 2, last: ['Batik ', '3301'] },
  ),
  xlsx('xlsx: cells by reference, with gaps', sheet(`<row r="7">${inline('D7', 'jauh')}</row>`), {
    rows: 2,
    last: [undefined, undefined, undefined, 'jauh'],
    lastLine: 7,
  }),
  xlsx(
    'xlsx: rows and cells without references',
    { sheets: { Data: '<row><c t="inlineStr"><is><t>nama</t></is></c></row><row/><row><c/><c><v>5</v></c></row>' } },
    { rows: 2, first: ['nama'], last: [undefined, number(5)], lastLine: 3 },
  ),
  xlsx('xlsx: a NIK that became a number', sheet('<row r="2"><c r="B2"><v>3.5780112345678901E15</v></c></row>'), {
    rows: 2,
    last: [undefined, number(3.57801123456789e15)],
  }),
  xlsx(
    'xlsx: dates by style',
    {
      ...sheet(
        '<row r="2"><c r="A2" s="0"><v>45000</v></c><c r="B2" s="1"><v>45000</v></c><c r="C2" s="2"><v>45000</v></c><c r="D2" s="3"><v>45000</v></c><c r="E2" s="4"><v>45000</v></c></row>',
      ),
      styles:
        '<numFmts><numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;Rp&quot;#,##0.00;[Red]\\d0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf/></cellXfs>',
    },
    { rows: 2, last: [number(45000), number(45000, true), number(45000, true), number(45000), number(45000)] },
  ),
  xlsx(
    'xlsx: days counted from 1904',
    {
      ...sheet('<row r="2"><c r="A2" s="0"><v>43538</v></c></row>'),
      date1904: true,
      styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
    },
    { rows: 2, last: [number(43538, true, true)] },
  ),
  xlsx(
    'xlsx: dates written as such',
    sheet('<row r="2"><c r="A2" t="d"><v>2023-03-15</v></c><c r="B2" t="d"><v>2023-03-15T12:00:00</v></c></row>'),
    { rows: 2, last: [number(45000, true), number(45000.5, true)] },
  ),
  xlsx(
    'xlsx: truth and errors',
    sheet('<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c><c r="C2" t="e"><v>#N/A</v></c></row>'),
    { rows: 2, last: ['TRUE', 'FALSE', { error: '#N/A' }] },
  ),
  xlsx(
    'xlsx: formulas by the value they left',
    sheet(
      '<row r="2"><c r="A2" t="str"><f>CONCAT("a","b")</f><v>ab</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f>NOW()</f></c></row>',
    ),
    { rows: 2, last: ['ab', number(2)] },
  ),
  xlsx(
    'xlsx: merged cells behind the rows',
    {
      sheets: {
        Data: `<sheetData>${header}<row r="2">${inline('A2', 'mergeCells')}</row></sheetData><mergeCells count="2"><mergeCell ref="A2:B2"/><mergeCell ref="A5:C9"/></mergeCells>`,
      },
    },
    { rows: 2, notes: { merged: ['A2:B2', 'A5:C9'] } },
  ),
  xlsx(
    'xlsx: first a hidden sheet, then help, then an empty one',
    {
      sheets: {
        Rahasia: plain,
        Petunjuk: plain,
        Kosong: '<row r="1"><c r="A1" s="0"/></row>',
        'Data &amp; Isi': plain,
      },
      hidden: ['Rahasia'],
    },
    { ...two, notes: { sheet: 'Data & Isi', otherSheets: [] } },
  ),
  xlsx(
    'xlsx: names with prefixes',
    raw(
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>nama</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>',
    ),
    { rows: 1, first: ['nama'], notes: { merged: ['A1:B1'] } },
  ),
  xlsx(
    'xlsx: attributes in single quotes and on lines of their own',
    raw(
      "<worksheet><sheetData><row\n  r='3'><c r = 'B3'\n t='inlineStr' x='>'><is><t>nama</t></is></c></row></sheetData></worksheet>",
    ),
    { rows: 1, first: [undefined, 'nama'], lastLine: 3 },
  ),
  xlsx(
    'xlsx: comments, CDATA and instructions',
    raw(
      '<?xml version="1.0"?><!-- <row r="1"> --><worksheet><?x y?><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a<![CDATA[<b>&amp;]]></t></is></c></row></sheetData></worksheet>',
    ),
    { rows: 1, first: ['a<b>&amp;'] },
  ),
  xlsx(
    'xlsx: characters by number and by escape',
    sheet(
      `<row r="2">${inline('A2', '&#66;atik&#x20AC; &lt;&amp;&gt;')}${inline('B2', 'a_x000D_b_x005F_x0041_')}</row>`,
    ),
    { rows: 2, last: ['Batik€ <&>', 'a\rb_x0041_'] },
  ),
  xlsx('xlsx: a mark before the XML', raw(`\uFEFF${doc('', 'nama')}`), { rows: 1, first: ['nama'] }),
  xlsx('xlsx: rows painted to the last column', sheet(`<row r="2">${inline('A2', 'x')}<c r="XFD2" s="0"/></row>`), {
    rows: 2,
    last: ['x'],
  }),
  xlsx('xlsx: a sheet painted to the last row', sheet('<row r="1048576"><c r="A1048576" s="0"/></row>'), { rows: 1 }),
  xlsx(
    'xlsx: macros and links to other files',
    {
      sheets: { Data: plain },
      parts: [
        part('xl/vbaProject.bin', noise(1000)),
        part('xl/externalLinks/externalLink1.xml', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'),
      ],
    },
    two,
  ),
  xlsx(
    'xlsx: header of an attacker',
    {
      sheets: {
        Data: textRows([
          ['__proto__', 'constructor'],
          ['1', '2'],
        ]),
      },
    },
    { rows: 2, first: ['__proto__', 'constructor'] },
  ),
  xlsx('xlsx: letters across stretches', () => sheet(textRows(Array.from({ length: 5000 }, () => ['€ꦧ🧵', 'é']))), {
    rows: 5001,
    last: ['€ꦧ🧵', 'é'],
  }),
];

const hostile: readonly CorpusFile[] = [
  bytes('xlsx: nothing', () => Buffer.alloc(0), { refused: 'empty-file' }),
  xlsx('xlsx: empty sheets', { sheets: { A: '', B: '<row r="1"><c r="A1"/></row>' } }, { refused: 'empty-file' }),
  xlsx('xlsx: hidden sheets only', { sheets: { A: plain }, hidden: ['A'] }, { refused: 'empty-file' }),
  bytes('xlsx: old Excel', () => ole('Workbook'), { refused: 'old-excel' }),
  bytes('xlsx: under a password', () => ole('EncryptedPackage'), { refused: 'password-protected' }),
  bytes('xlsx: an OLE file that is cut off', () => ole('Workbook').subarray(0, 100), { refused: 'damaged-file' }),
  bytes(
    'xlsx: a ZIP under a password',
    () => zipBytes(workbookParts({ sheets: { Data: plain } }).map((each) => ({ ...each, flags: 1 }))),
    { refused: 'password-protected' },
  ),
  bytes('xlsx: a document', () => zipBytes([part('word/document.xml', '<x/>')]), { refused: 'other-workbook' }),
  bytes(
    'xlsx: a sheet of LibreOffice',
    () => zipBytes([part('mimetype', 'application/vnd.oasis'), part('content.xml')]),
    {
      refused: 'other-workbook',
    },
  ),
  bytes(
    'xlsx: a binary workbook',
    () =>
      zipBytes([
        part(
          '_rels/.rels',
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        ),
        part('xl/workbook.bin', noise(100)),
      ]),
    { refused: 'other-workbook' },
  ),
  bytes('xlsx: an empty ZIP', () => zipBytes([]), { refused: 'other-workbook' }),
  bytes('xlsx: cut off', () => workbookBytes({ sheets: { Data: plain } }).subarray(0, 900), {
    refused: 'damaged-file',
  }),
  bytes(
    'xlsx: a directory of rubbish',
    () => {
      const file = workbookBytes({ sheets: { Data: plain } });
      return file.fill(0xaa, file.length - 200, file.length - 30);
    },
    { refused: 'damaged-file' },
  ),
  xlsx(
    'xlsx: a sheet that is not there',
    {
      sheets: { Data: plain },
      parts: [
        part(
          'xl/_rels/workbook.xml.rels',
          '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/none.xml"/></Relationships>',
        ),
      ],
    },
    { refused: 'damaged-file' },
  ),
  xlsx('xlsx: a wrong checksum', raw(doc('', 'nama'), { crc: 1 }), { refused: 'damaged-file' }),
  xlsx('xlsx: an unknown compression', raw(doc('', 'nama'), { method: 99 }), { refused: 'damaged-file' }),
  xlsx('xlsx: XML that is cut off', raw(doc('', 'nama').slice(0, -20)), { refused: 'damaged-file' }),
  xlsx('xlsx: XML that closes what it never opened', raw(`</a>${doc('', 'nama')}`), { refused: 'damaged-file' }),
  xlsx('xlsx: XML in UTF-16', raw(Buffer.from(`\uFEFF${doc('', 'nama')}`, 'utf16le')), { refused: 'damaged-file' }),
  xlsx(
    'xlsx: a string that is not there',
    { ...sheet('<row r="2"><c r="A2" t="s"><v>9</v></c></row>'), strings: '<si><t>a</t></si>' },
    { refused: 'damaged-file' },
  ),
  xlsx(
    'xlsx: a string by a number of an attacker',
    { ...sheet('<row r="2"><c r="A2" t="s"><v>__proto__</v></c></row>'), strings: '<si><t>a</t></si>' },
    { refused: 'damaged-file' },
  ),
  xlsx('xlsx: a document type', raw(doc('<!DOCTYPE worksheet>', 'nama')), { refused: 'unsafe-xml' }),
  xlsx(
    'xlsx: a billion laughs',
    raw(doc('<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>', '&b;')),
    { refused: 'unsafe-xml' },
  ),
  xlsx('xlsx: an entity that reads a file', raw(doc('<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '&a;')), {
    refused: 'unsafe-xml',
  }),
  xlsx('xlsx: an entity from nowhere', raw(doc('', '&nbsp;')), { refused: 'unsafe-xml' }),
  xlsx('xlsx: an entity of an attacker', raw(doc('', '&constructor;')), { refused: 'unsafe-xml' }),
  xlsx(
    'xlsx: a document type in the strings',
    { sheets: { Data: plain }, strings: '<!DOCTYPE x>' },
    {
      refused: 'unsafe-xml',
    },
  ),
  xlsx('xlsx: 1,048,576 columns', () => sheet(`<row r="2">${'<c><v>1</v></c>'.repeat(1_048_576)}</row>`), {
    refused: 'too-many-columns',
    line: 2,
  }),
  xlsx('xlsx: a column behind the last', sheet('<row r="2"><c r="XFE2"/></row>'), {
    refused: 'too-many-columns',
    line: 2,
  }),
  xlsx('xlsx: the 257th column', sheet('<row r="2"><c r="IW2"><v>1</v></c></row>'), {
    refused: 'too-many-columns',
    line: 2,
  }),
  xlsx('xlsx: a reference without column', sheet('<row r="2"><c r="2"><v>1</v></c></row>'), {
    refused: 'too-many-columns',
    line: 2,
  }),
  xlsx('xlsx: a row behind the last', sheet('<row r="99999999"><c r="A1"><v>1</v></c></row>'), {
    refused: 'too-many-rows',
  }),
  xlsx('xlsx: a row of no number', sheet('<row r="-1"><c r="A1"><v>1</v></c></row>'), { refused: 'damaged-file' }),
  xlsx('xlsx: 200,000 rows', () => sheet('<row><c><v>1</v></c></row>'.repeat(200_000)), { refused: 'too-many-rows' }),
  xlsx('xlsx: a cell of 8 MB', () => sheet(`<row r="2">${inline('A2', noise(8 * MiB))}</row>`), {
    refused: 'cell-too-large',
    within: 3 * MiB,
  }),
  xlsx('xlsx: a cell of 40,000 letters', sheet(`<row r="2">${inline('A2', noise(40_000))}</row>`), {
    refused: 'cell-too-large',
  }),
  xlsx(
    'xlsx: a shared string of 8 MB',
    () => ({ sheets: { Data: plain }, strings: `<si><t>${noise(8 * MiB)}</t></si>` }),
    {
      refused: 'cell-too-large',
      within: 3 * MiB,
    },
  ),
  xlsx(
    'xlsx: a shared string of a million runs',
    () => ({ sheets: { Data: plain }, strings: `<si>${'<r><t>ab</t></r>'.repeat(1_000_000)}</si>` }),
    {
      refused: 'cell-too-large',
    },
  ),
  xlsx('xlsx: a tag of 8 MB', () => sheet(`<row r="2" x="${noise(8 * MiB)}"/>`), {
    refused: 'cell-too-large',
    within: 3 * MiB,
  }),
  xlsx('xlsx: a bomb that says so', () => raw(noise(4 * MiB), { declared: 4_000_000_000 }), {
    refused: 'too-large',
    within: 200 * KiB,
  }),
  xlsx('xlsx: a bomb of 64 MB that says 1 kB', () => raw('a'.repeat(64 * MiB), { declared: 1024 }), {
    refused: 'damaged-file',
  }),
  bytes(
    'xlsx: 60,000 parts',
    () =>
      zipBytes(
        Array.from({ length: 3000 }, (_, n) => part(`xl/${n}.xml`)),
        60_000,
      ),
    {
      refused: 'too-many-files',
      within: 200 * KiB,
    },
  ),
  bytes(
    'xlsx: strings of 4 GB',
    () =>
      zipBytes(
        workbookParts({ sheets: { Data: plain }, strings: noise(1 * MiB) }).map((each) =>
          each.name === 'xl/sharedStrings.xml' ? { ...each, declared: 4_000_000_000 } : each,
        ),
      ),
    { refused: 'too-large', within: 200 * KiB },
  ),
  xlsx('xlsx: 100,000 tags inside each other', () => raw(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`), {
    refused: 'unsafe-xml',
  }),
  bytes('xlsx: a PDF', () => Buffer.from('%PDF-1.7'), { refused: 'not-a-table' }),
  bytes('xlsx: a web page', () => Buffer.from('<html><table></table></html>'), { refused: 'not-a-table' }),
];

export const xlsxFiles: readonly CorpusFile[] = [...sloppy, ...hostile];

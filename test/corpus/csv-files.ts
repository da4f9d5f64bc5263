import type { CorpusFile, Read, Refused } from './file.ts';
import { noise } from './random.ts';
import { textRows, workbookBytes } from './workbook-bytes.ts';

const KiB = 1024;
const csv = (name: string, content: string | Buffer | (() => string | Buffer), expect: Read | Refused): CorpusFile => ({
  name,
  format: 'csv',
  make: () => Buffer.from((typeof content === 'function' ? content() : content) as string),
  expect,
});
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const plain = 'nama,telepon\nBatik Ayu,0812\nTenun Café,0813\n';
const two: Read = { rows: 3, first: ['nama', 'telepon'], last: ['Tenun Café', '0813'], lastLine: 3 };
const many = (rows: number, row: string): string => row.repeat(rows);

export const csvFiles: readonly CorpusFile[] = [
  csv('csv: UTF-8', plain, two),
  csv('csv: UTF-8 with a mark', `\uFEFF${plain}`, two),
  csv('csv: UTF-16 LE with a mark', Buffer.from(`\uFEFF${plain}`, 'utf16le'), two),
  csv('csv: UTF-16 BE with a mark', utf16be(`\uFEFF${plain}`), two),
  csv('csv: UTF-16 LE without a mark', Buffer.from(plain, 'utf16le'), two),
  csv('csv: UTF-16 BE without a mark', utf16be(plain), two),
  csv('csv: Windows-1252', Buffer.from(plain, 'latin1'), two),
  csv(
    'csv: Windows-1252 that shows itself after 100 kB only',
    () => Buffer.from(`nama,telepon\n${many(10_000, 'Batik Ayu,0812\n')}Tenun Café,0813\n`, 'latin1'),
    { rows: 10_002, last: ['Tenun Café', '0813'], lastLine: 10_002 },
  ),
  csv(
    'csv: curly quotes of Windows-1252',
    Buffer.concat([Buffer.from('nama\n'), Buffer.from([0x93, 0x41, 0x94, 0x0a])]),
    { rows: 2, last: ['“A”'] },
  ),
  csv('csv: letters of three bytes across stretches', () => `nama,telepon\n${many(20_000, '€ꦧ🧵,0812\n')}`, {
    rows: 20_001,
    last: ['€ꦧ🧵', '0812'],
  }),
  csv('csv: semicolons', plain.replaceAll(',', ';'), two),
  csv('csv: tabs', plain.replaceAll(',', '\t'), two),
  csv('csv: separator named by Excel', `sep=;\r\n${plain.replaceAll(',', ';')}`, { ...two, lastLine: 4 }),
  csv('csv: separator named by Excel, though another is common', 'sep=;\na,b;c,d\ne,f;g,h\n', {
    rows: 2,
    first: ['a,b', 'c,d'],
    lastLine: 3,
  }),
  csv(
    'csv: semicolons among descriptions full of commas',
    'nama;deskripsi;harga\nBatik;halus, lembut, awet, murah;10\nTenun;tebal;20\nSongket;emas, merah, dan, biru, tua;30\n',
    { rows: 4, first: ['nama', 'deskripsi', 'harga'], last: ['Songket', 'emas, merah, dan, biru, tua', '30'] },
  ),
  csv('csv: semicolons among decimal commas', 'nama;berat;harga\nBatik;1,5;2,5\nTenun;2,5;3,5\n', {
    rows: 3,
    last: ['Tenun', '2,5', '3,5'],
  }),
  csv('csv: title above the header', 'DAFTAR IKM, 2026\n\nnama;telepon\nBatik;0812\nTenun;0813\nUkir;0814\n', {
    rows: 5,
    last: ['Ukir', '0814'],
    lastLine: 6,
  }),
  csv('csv: one column', 'nama\nBatik\nTenun\n', { rows: 3, last: ['Tenun'] }),
  csv('csv: line ends of old Macs', plain.replaceAll('\n', '\r'), two),
  csv('csv: line ends of Windows', plain.replaceAll('\n', '\r\n'), two),
  csv('csv: line ends of all kinds', 'nama,telepon\r\nBatik,0812\rTenun,0813\nUkir,0814', {
    rows: 4,
    last: ['Ukir', '0814'],
    lastLine: 4,
  }),
  csv('csv: no end of the last line', plain.trimEnd(), two),
  csv('csv: newlines inside quotes', 'nama,alamat\r\nBatik,"Jl. Mawar\r\nRT 1\r\nRW 2"\r\nTenun,Solo\r\n', {
    rows: 3,
    last: ['Tenun', 'Solo'],
    lastLine: 5,
  }),
  csv('csv: separators and quotes inside quotes', 'nama,alamat\n"Toko ""Maju"", Jaya",Solo\n', {
    rows: 2,
    last: ['Toko "Maju", Jaya', 'Solo'],
  }),
  csv('csv: quotes that nobody doubled', 'nama,alamat\n"Toko "Maju" Jaya",Solo\nTenun,Kudus\n', {
    rows: 3,
    last: ['Tenun', 'Kudus'],
    lastLine: 3,
  }),
  csv('csv: quotes as inches', 'nama,alamat\nKain 5" x 3",Solo\nTenun,Kudus\n', { rows: 3, last: ['Tenun', 'Kudus'] }),
  csv('csv: blanks behind quotes', 'nama,alamat\n"Batik" ,Solo\n', { rows: 2, last: ['Batik', 'Solo'] }),
  csv('csv: blank lines', '\n\nnama,telepon\n\n   \nBatik,0812\n\n', { rows: 2, lastLine: 6 }),
  csv('csv: lines of separators only', 'nama,telepon\n,\n , \nBatik,0812\n,\n', { rows: 2, lastLine: 4 }),
  csv('csv: separators at each end', 'nama,telepon,,,\nBatik,0812,,,\n', {
    rows: 2,
    last: ['Batik', '0812', undefined, undefined, undefined],
  }),
  csv('csv: ragged rows', 'a,b,c\n1\n1,2,3,4\n', { rows: 3, last: ['1', '2', '3', '4'] }),
  csv('csv: two files glued together', `\uFEFFa,b\n1,2\n\uFEFFa,b\n3,4\n`, { rows: 4, last: ['3', '4'] }),
  csv('csv: header of an attacker', '__proto__,constructor,toString\n1,2,3\n', {
    rows: 2,
    first: ['__proto__', 'constructor', 'toString'],
  }),
  csv('csv: formulas are text', 'nama,telepon\n"=HYPERLINK(""http://x"",""y"")",+62812\n', {
    rows: 2,
    last: ['=HYPERLINK("http://x","y")', '+62812'],
  }),
  csv('csv: guarded formulas', "nama,telepon\n'=1+1,'+62812\n''=1,'0812\n", { rows: 3, last: ["'=1", "'0812"] }),
  csv('csv: 256 columns', () => `${Array.from({ length: 256 }, (_, n) => n).join(',')}\n`, { rows: 1 }),
  csv('csv: 1,000 columns of which two are used', () => `a,b${','.repeat(998)}\n1,2${','.repeat(998)}\n`, { rows: 2 }),
  csv('csv: a workbook called CSV', () => workbookBytes({ sheets: { Data: textRows([['nama'], ['Batik']]) } }), {
    rows: 2,
    last: ['Batik'],
    format: 'xlsx',
  }),
  { ...csv('csv: a CSV called workbook', plain, { ...two, format: 'csv' }), format: 'xlsx' },

  csv('csv: nothing', '', { refused: 'empty-file' }),
  csv('csv: a mark only', '\uFEFF', { refused: 'empty-file' }),
  csv('csv: blank lines only', '\r\n \r\n,,\r\n', { refused: 'empty-file' }),
  csv('csv: NULs', 'nama,telepon\nBa\0tik,0812\n', { refused: 'not-a-table' }),
  csv('csv: a program', Buffer.from('7f454c4602010100000000000000000003003e0001', 'hex'), { refused: 'not-a-table' }),
  csv('csv: letters of two encodings', Buffer.concat([Buffer.from(plain), Buffer.from(plain, 'latin1')]), {
    refused: 'broken-text',
  }),
  csv('csv: a quote that is never closed', 'nama,alamat\nBatik,Solo\nTenun,"Kudus\nUkir,Jepara\n', {
    refused: 'quote-not-closed',
    line: 3,
  }),
  csv(
    'csv: a quote that swallows rows up to the next one',
    'nama,alamat\nTenun,"Kudus\nUkir,Jepara\nBatik,"Solo",x\n',
    {
      refused: 'quote-not-closed',
      line: 2,
    },
  ),
  csv(
    'csv: a quote that would swallow 20 MB',
    () => `nama,alamat\nTenun,"Kudus\n${many(1_000_000, 'Ukir,Jepara kota yang jauh\n')}`,
    {
      refused: 'quote-not-closed',
      line: 2,
      within: 600 * KiB,
    },
  ),
  csv('csv: a line that never ends', () => `nama,alamat\n${'x,'.repeat(10_000_000)}`, {
    refused: 'row-too-large',
    line: 2,
    within: 600 * KiB,
  }),
  csv('csv: a cell of 40,000 letters', () => `nama,alamat\nBatik,Solo\nTenun,${noise(40_000)}\n`, {
    refused: 'cell-too-large',
    line: 3,
  }),
  csv('csv: 300 columns', () => `a\n${Array.from({ length: 300 }, (_, n) => n).join(',')}\n`, {
    refused: 'too-many-columns',
    line: 2,
  }),
  csv('csv: a million rows', () => many(1_000_000, '1,2\n'), { refused: 'too-many-rows', within: 600 * KiB }),
  csv('csv: a web page', '<!DOCTYPE html><html><body><table><tr><td>nama</td></tr></table></body></html>', {
    refused: 'not-a-table',
  }),
  csv('csv: a web page with a mark and blanks', '\uFEFF  \n<table><tr><td>nama</td></tr></table>', {
    refused: 'not-a-table',
  }),
  csv('csv: XML of Excel 2003', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', {
    refused: 'not-a-table',
  }),
  csv('csv: a PDF', '%PDF-1.7\n1 0 obj\n', { refused: 'not-a-table' }),
  csv('csv: a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), { refused: 'not-a-table' }),
  csv('csv: packed by gzip', Buffer.from('1f8b0800000000000003', 'hex'), { refused: 'not-a-table' }),
];

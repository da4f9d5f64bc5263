import { expect, test } from '@jest/globals';
import { openRows } from '../../../../functions/run-import/open-file.ts';
import { createDirectory } from '../../../../shared/domain/intake/directory.ts';
import { memorySource } from '../../../corpus/memory-source.ts';
import { textRows, workbookBytes } from '../../../corpus/workbook-bytes.ts';

const list = textRows([
  ['Nama Usaha', 'Pemilik', 'Kab/Kota', 'Alamat', 'Komoditas'],
  ['Keripik Siti', 'Siti', 'Kota Malang', 'Jl. Sanan 1', 'Makanan'],
]);

const open = (sheets: Readonly<Record<string, string>>) =>
  openRows(memorySource(workbookBytes({ sheets })), { kind: 'ikm' }, createDirectory(), '2026-11-22');

test('the list may stand behind a cover and a summary', async () => {
  const sheets = { Sampul: textRows([['LAPORAN TAHUNAN']]), Rekap: textRows([['Kecamatan', 'Jumlah']]), Daftar: list };
  const { rows, notes } = await open(sheets);
  const lines: number[] = [];
  for await (const group of rows) lines.push(...group.map(({ line }) => line));
  expect(lines).toEqual([2]);
  expect(notes).toEqual([]);
});

test('a workbook without any list is refused with a sentence, however many sheets it has', async () => {
  const cover = textRows([['LAPORAN']]);
  const sheets = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`Lembar ${n}`, cover]));
  await expect(open(sheets)).rejects.toMatchObject({ code: 'header-missing' });
});

import type { ImportKind } from '../../shared/domain/intake/entry.ts';
import { workbookBytes } from './workbook-bytes.ts';

/** A file as an office sends it, and what becomes of each row below its header. */
export interface OfficeFile {
  readonly name: string;
  readonly kind: ImportKind;
  readonly make: () => Buffer;
  /** By line: `taken`, or what its report says under "Saran". Lines that are not named are blank. */
  readonly report: Readonly<Record<number, string>>;
  /** The one region that whoever sent it is responsible for. */
  readonly home?: string;
  /** What the file's columns are told of, by code. */
  readonly notes?: readonly string[];
}

const csv = (text: string, encoding: 'utf8' | 'latin1' | 'utf16le' = 'utf8'): Buffer =>
  Buffer.from(encoding === 'utf16le' ? `\uFEFF${text}` : text, encoding);

const head = 'Nama Usaha;Nama Pemilik;No. KTP;HP;Jenis Komoditi;Kab/Kota;Alamat';

/** XML of a row of texts (`t:`) and numbers (`n:`); empty ones are left out. */
const xmlRow = (line: number, cells: readonly string[]): string => {
  const xml = cells.map((cell, at) => {
    const place = `r="${String.fromCharCode(65 + at)}${String(line)}"`;
    if (cell === '') return '';
    return cell.startsWith('n:')
      ? `<c ${place}><v>${cell.slice(2)}</v></c>`
      : `<c ${place} t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${String(line)}">${xml.join('')}</row>`;
};

export const officeFiles: readonly OfficeFile[] = [
  {
    name: 'a header of two rows, merged across and down',
    kind: 'ikm',
    make: () =>
      workbookBytes({
        sheets: {
          Data: `<sheetData>${[
            xmlRow(1, ['REKAP IKM']),
            xmlRow(2, ['No', 'Nama Usaha', 'Pemilik', '', '', 'Lokasi', '', 'Komoditas']),
            xmlRow(3, ['', '', 'Nama', 'NIK', 'No. HP', 'Alamat', 'Kab/Kota', '']),
            xmlRow(4, ['n:1', 'A', 'Siti', '3573014101900002', '08123456789', 'Jl. A', 'Kota Malang', 'Makanan']),
          ].join('')}</sheetData><mergeCells><mergeCell ref="C2:E2"/><mergeCell ref="B2:B3"/></mergeCells>`,
        },
      }),
    report: { 4: 'taken' },
  },
  {
    name: 'a list of one office, which needs not say where it is',
    kind: 'sentra',
    home: '34.02',
    make: () =>
      csv(
        [
          'No,Nama Sentra,Desa,Kecamatan,Jenis Produk,Ketua Kelompok,No HP',
          '1,Gerabah Kasongan,Bangunjiwo,Kasihan,Gerabah,Timbul,08123456789',
        ].join('\n'),
      ),
    report: { 2: 'taken' },
  },
  {
    name: 'a name of two regions, one of them the office’s own',
    kind: 'ikm',
    home: '35.07',
    make: () => csv(`${head}\nA;Siti;;;makanan;Malang;Jl. A\nB;Siti;;;makanan;;Jl. B\n`),
    report: { 2: 'taken', 3: 'taken' },
  },
  {
    name: 'two columns of one meaning, filled by turns',
    kind: 'ikm',
    make: () =>
      csv(
        [
          `${head};No WA`,
          'A;Siti;;;makanan;Kota Malang;Jl. A;08123456789',
          'B;Siti;;;makanan;Kota Malang;Jl. B;0341',
          'C;Siti;;08123456789;makanan;Kota Malang;Jl. C;0341',
        ].join('\n'),
      ),
    report: { 2: 'taken', 3: 'Kosongkan kolom "No WA"', 4: 'taken' },
    notes: ['column-repeated'],
  },
  {
    name: 'one column in grams and one in kilograms, of which the first is read',
    kind: 'product',
    make: () => csv('IKM,Produk,Harga,Berat (kg),Berat (gr)\nTidak Dikenal,A,5000,1,1000\n'),
    report: { 2: 'Daftarkan dulu IKM "Tidak Dikenal", lalu unggah baris ini lagi' },
    notes: ['column-unknown'],
  },
  {
    name: 'a list with its second half on another sheet',
    kind: 'ikm',
    make: () => {
      const rows = (name: string) =>
        xmlRow(1, ['Nama Usaha', 'Pemilik', 'Kab/Kota', 'Alamat', 'Komoditas']) +
        xmlRow(2, [name, 'Siti', 'Kota Malang', 'Jl. A', 'Makanan']);
      return workbookBytes({ sheets: { Blimbing: rows('A'), Klojen: rows('B'), Sheet3: '' } });
    },
    report: { 2: 'taken' },
    notes: ['sheets-left-aside'],
  },
  {
    name: 'stocks in words',
    kind: 'offer',
    make: () => csv('SKU\tSisa\nKT-1\tHabis\nKT-2\tPO 3 hari\nKT-3\t12 bungkus\n', 'utf16le'),
    report: { 2: 'taken', 3: 'Kosongkan kolom "Sisa"', 4: 'taken' },
  },
  {
    name: 'a list under titles, with numbered columns and a sum below',
    kind: 'ikm',
    make: () =>
      csv(
        [
          'DAFTAR IKM BINAAN;;;;;;',
          ';;;;;;',
          head,
          '1;2;3;4;5;6;7',
          'Keripik Bu Siti;Siti;3573014101900001;081234567890;makanan ringan;Kota Malang;Jl. Sanan 12',
          'Batik Sri;Sri;;0812-9876-5432;Batik;Malang;Jl. Laweyan 3',
          'Jumlah;2;;;;;',
          '',
        ].join('\r\n'),
      ),
    report: {
      5: 'taken',
      6: 'Isi kolom "Kab/Kota" dengan salah satu: Kabupaten Malang, Kota Malang',
      7: 'Hapus baris ini',
    },
  },
  {
    name: 'numbers that went through Excel',
    kind: 'ikm',
    make: () =>
      csv(
        [
          `${head};NIB`,
          'A;Siti;3,57301E+15;8123456789;makanan;3573;Jl. A;220001234567',
          'B;Sri;3573014101900001;8,12E+10;makanan;35.73;Jl. B;',
        ].join('\n'),
      ),
    report: {
      2: 'Kosongkan kolom "No. KTP"; Isi kolom "NIB" dengan "0220001234567"',
      3: 'Kosongkan kolom "HP"',
    },
  },
  {
    name: 'an old program’s encoding, with commas and quotes',
    kind: 'ikm',
    make: () =>
      csv(`${head.replaceAll(';', ',')}\n"Café ""Kopi""",Rondé,,,kopi,"Kab. Bantul","Jl. A, RT 1"\n`, 'latin1'),
    report: { 2: 'taken' },
  },
  {
    name: 'UTF-16 with tabs',
    kind: 'offer',
    make: () => csv('SKU\tHarga\tSisa Stok\nKT-1\tRp 25.000,-\t12\nKT-2\t25.OOO\t\nKT-2\t\t4\n', 'utf16le'),
    report: { 2: 'taken', 3: 'Isi kolom "Harga" dengan "Rp25.000"', 4: 'taken' },
  },
  {
    name: 'a report of ours that was uploaded as it came',
    kind: 'ikm',
    make: () => csv(`${head};Masalah;Saran\nA;Siti;;;logmm;Kota Malang;Jl. A;lama;Kosongkan kolom "HP"\n`),
    report: { 2: 'Isi kolom "Jenis Komoditi" dengan "Produk logam"' },
  },
  {
    name: 'the same firm twice',
    kind: 'ikm',
    make: () =>
      csv(
        [
          head,
          'A;Siti;3573014101900001;;makanan;Kota Malang;Jl. Sanan No. 12',
          'A baru;Siti;3573 0141 0190 0001;;makanan;KOTA MALANG;jalan sanan 12',
        ].join('\n'),
      ),
    report: { 2: 'taken', 3: 'Hapus baris ini' },
  },
  {
    name: 'a sheet with merged cells, number cells and a misspelt header',
    kind: 'ikm',
    make: () =>
      workbookBytes({
        sheets: {
          Data: `<sheetData>${[
            xmlRow(1, ['Nama Usha', 'Pemilik', 'NIK', 'Komoditas', 'Kab/Kota', 'Alamat', 'Tenaga Kerja']),
            xmlRow(2, ['A', 'Siti', 'n:3573014101900000', 'makanan', 'Kota Malang', 'Jl. A', 'n:4']),
            xmlRow(3, ['B', 'Sri', '3573014101900002', 'makanan', '', 'Jl. B', 'n:2.5']),
            xmlRow(4, ['C', 'Dewi', '', 'makanan', 'n:35.1', 'Jl. C', '']),
          ].join('')}</sheetData><mergeCells><mergeCell ref="E2:E3"/></mergeCells>`,
        },
      }),
    report: {
      2: 'Kosongkan kolom "NIK"',
      3: 'Isi kolom "Kab/Kota" dengan "Kota Malang"; Isi kolom "Tenaga Kerja" dengan "3"',
      4: 'taken',
    },
    notes: ['header-guessed'],
  },
  {
    name: 'sentras with their signal and leaders',
    kind: 'sentra',
    make: () =>
      csv(
        [
          'Sentra IKM,Produk Utama,Kabupaten,Lokasi,Ketua,HP Ketua,Sinyal',
          'Sentra Tempe Sanan,makanan,Kota Malang,Sanan,Siti,081234567890,4G',
          'Sentra Tempe Sanan,makanan,kota malang,Sanan,,,',
          'Sentra Ukir,mebeler,Jepra,Tahunan,,,bagus',
        ].join('\n'),
      ),
    report: { 2: 'taken', 3: 'Hapus baris ini', 4: 'Isi kolom "Kabupaten" dengan "Kabupaten Jepara"' },
  },
];

/** Sentences for everything that can be wrong with a file as a whole: what it is, and what to do. */
const sentences = {
  'empty-file': {
    id: 'Berkas ini kosong. Isi tabelnya, simpan, lalu unggah lagi.',
    en: 'This file is empty. Fill in the table, save it, and upload it again.',
  },
  'old-excel': {
    id: 'Ini berkas Excel lama (.xls). Buka di Excel, pilih "Simpan Sebagai", pilih jenis "Buku Kerja Excel (.xlsx)", lalu unggah hasilnya.',
    en: 'This is an old Excel file (.xls). Open it in Excel, choose "Save As" and the type "Excel Workbook (.xlsx)", and upload that.',
  },
  'password-protected': {
    id: 'Berkas ini dikunci dengan kata sandi. Buka, hapus kata sandinya lewat File > Info > Proteksi, simpan, lalu unggah lagi.',
    en: 'This file is locked with a password. Open it, remove the password under File > Info > Protect, save it, and upload it again.',
  },
  'other-workbook': {
    id: 'Jenis berkas ini belum dapat dibaca. Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu unggah hasilnya.',
    en: 'This kind of file cannot be read. Open it in Excel or LibreOffice, save it as .xlsx, and upload that.',
  },
  'not-a-table': {
    id: 'Berkas ini bukan tabel, walaupun namanya demikian. Unggah berkas .xlsx atau .csv yang asli, bukan PDF, gambar, atau halaman web.',
    en: 'This file is no table, whatever its name says. Upload a real .xlsx or .csv file, not a PDF, picture or web page.',
  },
  'not-a-zip': {
    id: 'Berkas ini bukan ZIP. Kumpulkan fotonya dalam satu berkas .zip, lalu unggah lagi.',
    en: 'This file is no ZIP. Put the photos into one .zip file, and upload it again.',
  },
  'damaged-file': {
    id: 'Berkas ini rusak atau terpotong. Buka di komputer Anda, simpan ulang, lalu unggah lagi.',
    en: 'This file is damaged or cut off. Open it on your computer, save it anew, and upload it again.',
  },
  'unsafe-xml': {
    id: 'Berkas ini berisi bagian yang tidak wajar untuk Excel. Salin isinya ke buku kerja baru, simpan sebagai .xlsx, lalu unggah lagi.',
    en: 'This file holds parts that Excel never writes. Copy its content into a new workbook, save it as .xlsx, and upload that.',
  },
  'too-large': {
    id: 'Isi berkas ini terlalu besar. Bagi menjadi beberapa berkas, lalu unggah satu per satu.',
    en: 'The content of this file is too large. Divide it into several files, and upload them one by one.',
  },
  'too-many-rows': {
    id: 'Baris di berkas ini terlalu banyak. Bagi menjadi beberapa berkas, lalu unggah satu per satu.',
    en: 'This file has too many rows. Divide it into several files, and upload them one by one.',
  },
  'too-many-columns': {
    id: 'Kolom di berkas ini terlalu banyak. Hapus kolom yang tidak diminta, lalu unggah lagi.',
    en: 'This file has too many columns. Delete those that are not asked for, and upload it again.',
  },
  'cell-too-large': {
    id: 'Ada sel yang isinya terlalu panjang. Pendekkan isinya, lalu unggah lagi.',
    en: 'The content of a cell is too long. Shorten it, and upload it again.',
  },
  'row-too-large': {
    id: 'Ada baris yang terlalu panjang. Pendekkan isinya, lalu unggah lagi.',
    en: 'A row is too long. Shorten it, and upload it again.',
  },
  'quote-not-closed': {
    id: 'Ada tanda kutip (") yang dibuka tetapi tidak ditutup. Hapus atau tutup tanda kutip itu, lalu unggah lagi.',
    en: 'A quotation mark (") is opened and never closed. Delete or close it, and upload it again.',
  },
  'broken-text': {
    id: 'Sebagian huruf di berkas ini tidak dapat dibaca. Simpan ulang sebagai "CSV UTF-8", lalu unggah lagi.',
    en: 'Some letters of this file cannot be read. Save it anew as "CSV UTF-8", and upload it again.',
  },
  'too-many-files': {
    id: 'Berkas di dalam ZIP ini terlalu banyak. Bagi menjadi beberapa ZIP, lalu unggah satu per satu.',
    en: 'This ZIP holds too many files. Divide it into several, and upload them one by one.',
  },
} as const;

export type FileProblemCode = keyof typeof sentences;

/** Where in a file its problem lies, as far as known. */
export interface FileProblemPlace {
  /** As people count lines: the first is 1. */
  readonly line?: number;
  /** The most that is allowed, for problems of "too many". */
  readonly most?: number;
}

/** A file cannot be taken at all; `problem` tells its sender why and what to do. Whatever else a reader throws is not the file's fault. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly code: FileProblemCode;
  readonly line: number | undefined;
  /** In plain words, ready to be shown. */
  readonly problem: { readonly id: string; readonly en: string };

  constructor(code: FileProblemCode, { line, most }: FileProblemPlace = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.line = line;
    const { id, en } = sentences[code];
    const number = most?.toLocaleString('id-ID');
    this.problem = {
      id: `${line === undefined ? '' : `Baris ${line}: `}${id}${number === undefined ? '' : ` Paling banyak ${number}.`}`,
      en: `${line === undefined ? '' : `Line ${line}: `}${en}${most === undefined ? '' : ` At most ${most}.`}`,
    };
  }
}

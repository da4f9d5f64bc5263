/**
 * Sheets as offices really send them, made by a seed: clean ones of any length, sloppily written ones, and ones in which a share
 * of the rows is bad in every way we know of.
 */
import type { Cell, NumberCell, Row } from '../shared/domain/intake/cell.ts';
import type { Directory, Found, ImportKind } from '../shared/domain/intake/entry.ts';
import { plainName } from '../shared/domain/product/questions.ts';

/** A random number from 0 to 1, always the same ones for a seed (mulberry32). */
type Random = () => number;
const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const digits = (n: number, length: number): string => String(n).padStart(length, '0');
const numberCell = (value: number): NumberCell => ({ value, date: false, from1904: false });

type Cells = Record<string, Cell>;

interface Place {
  readonly name: string;
  readonly code: string;
  readonly sloppy: readonly string[];
}
const places: readonly Place[] = [
  { name: 'Kota Malang', code: '35.73', sloppy: ['kota malang', 'KOTA MALANG ', '35.73', '3573', 'Malang Kota'] },
  { name: 'Kabupaten Malang', code: '35.07', sloppy: ['Kab. Malang', 'kab malang', 'KABUPATEN MALANG', '3507'] },
  { name: 'Kabupaten Bantul', code: '34.02', sloppy: ['Bantul', 'Kab.Bantul', 'BANTUL'] },
  { name: 'Kota Surakarta', code: '33.72', sloppy: ['Surakarta', 'kota\u00a0surakarta'] },
  { name: 'Kabupaten Jepara', code: '33.20', sloppy: ['Jepara', 'kab. jepara'] },
  { name: 'Kabupaten Sidoarjo', code: '35.15', sloppy: ['Sidoarjo', 'Kab. Sidoarjo'] },
];

const goods = [
  { word: 'Keripik Tempe', komoditas: 'Makanan', sloppy: ['makanan ringan', 'MAKANAN', 'Makanan '], price: 25_000 },
  { word: 'Sari Apel', komoditas: 'Minuman', sloppy: ['minuman ringan', 'minuman'], price: 18_000 },
  { word: 'Batik Tulis', komoditas: 'Fesyen', sloppy: ['fashion', 'Batik', 'konveksi'], price: 285_000 },
  { word: 'Vas Gerabah', komoditas: 'Kerajinan', sloppy: ['Kerajinan tangan', 'kriya'], price: 85_000 },
  { word: 'Kursi Jati', komoditas: 'Mebel', sloppy: ['furniture', 'Furnitur'], price: 1_250_000 },
  { word: 'Jamu Beras Kencur', komoditas: 'Herbal', sloppy: ['jamu', 'Obat Tradisional'], price: 20_000 },
  { word: 'Pisau Dapur', komoditas: 'Produk logam', sloppy: ['logam', 'produk-logam'], price: 65_000 },
] as const;

const first = [
  'Siti',
  'Sri',
  'Budi',
  'Agus',
  'Dewi',
  'Nur',
  'Eko',
  'Rina',
  'Slamet',
  'Wati',
  'Joko',
  'Yuni',
  'Ahmad',
  'Endang',
];
const last = ['Aminah', 'Rahayu', 'Santoso', 'Wibowo', 'Lestari', 'Hidayati', 'Prasetyo', 'Susanti', 'Riyadi', 'Utami'];
const streets = ['Jl. Sanan', 'Jl. MT Haryono', 'Dusun Krajan', 'Jl. Raya Kasongan', 'Gg. Mawar', 'Jalan Diponegoro'];

/** NIB of the nth IKM of all sheets: what product sheets name. */
export const nibOf = (n: number): string => `0${digits(220_001_000_000 + n * 7, 12)}`;
const ikmNameOf = (n: number): string =>
  `${goods[n % goods.length]?.word ?? ''} ${first[n % first.length] ?? ''} ${String(n)}`;
export const sentraNames = ['Sentra Keripik Tempe Sanan', 'Sentra Batik Laweyan', 'Sentra Gerabah Kasongan'] as const;

const money = (amount: number): string => `Rp${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')}`;
const sloppyMoney = (random: Random, amount: number): Cell =>
  pick<Cell>(random, [
    money(amount).replace('Rp', 'Rp '),
    `${money(amount).replace('Rp', 'Rp. ')},-`,
    money(amount).slice(2),
    String(amount),
    numberCell(amount),
    `${String(amount / 1000)}rb`.replace('.', ','),
    `${String(amount / 1_000_000)} juta`.replace('.', ','),
  ]);
const sloppyPhone = (random: Random, phone: string): Cell =>
  pick<Cell>(random, [
    phone,
    phone.replace(/^0/, '+62 '),
    `${phone.slice(0, 4)}-${phone.slice(4, 8)}-${phone.slice(8)}`,
    numberCell(Number(phone)),
    phone.replace(/^0/, ''),
  ]);

interface Sketch {
  /** Headers, by the name that `row` and the spoilers use; what offices call the same beside the template's. */
  readonly headers: Readonly<Record<string, readonly [string, ...string[]]>>;
  readonly row: (n: number, random: Random, isSloppy: boolean) => Cells;
  /** Each makes a row bad in one way. */
  readonly spoil: readonly ((cells: Cells, random: Random) => void)[];
}

const set =
  (name: string, ...values: readonly Cell[]) =>
  (cells: Cells, random: Random): void => {
    cells[name] = pick(random, values);
  };

const ikm: Sketch = {
  headers: {
    business: ['Nama usaha', 'NAMA IKM', 'Merk/Usaha'],
    owner: ['Nama pemilik', 'Nama Pemilik ', 'Penanggung Jawab'],
    nik: ['NIK', 'No. KTP', 'NIK Pemilik', 'Nomor NIK'],
    phone: ['No. HP', 'HP', 'No HP/WA', 'No. Telepon'],
    nib: ['NIB', 'No. NIB'],
    kbli: ['KBLI', 'Kode KBLI'],
    komoditas: ['Komoditas', 'Jenis Komoditi', 'Bidang Usaha'],
    sentra: ['Sentra', 'Nama Sentra'],
    region: ['Kabupaten/Kota', 'Kab/Kota', 'KAB./KOTA'],
    address: ['Alamat produksi', 'Alamat', 'Alamat Usaha'],
    postal: ['Kode pos', 'Kodepos'],
    workers: ['Jumlah tenaga kerja', 'Tenaga Kerja (orang)', 'Jml TK'],
    investment: ['Nilai investasi', 'Investasi (Rp)'],
    sales: ['Omzet setahun', 'Omset per tahun'],
    basis: ['Dasar hukum'],
    consent: ['Tanggal persetujuan', 'Tgl Persetujuan'],
  },
  row: (n, random, isSloppy) => {
    const good = goods[n % goods.length] ?? goods[0];
    const place = pick(random, places);
    const phone = `0812${digits(10_000_000 + n, 8)}`;
    const isSmall = random() < 0.6;
    const investment = (5 + Math.floor(random() * 200)) * 1_000_000;
    const nik = `${place.code.replace('.', '')}01${digits(1 + (n % 28), 2)}${digits(1 + (n % 12), 2)}${digits(50 + (n % 50), 2)}${digits(1 + (n % 9_998), 4)}`;
    const sloppyNik = [nik, `'${nik}`, `${nik.slice(0, 6)} ${nik.slice(6, 12)} ${nik.slice(12)}`, `\u200b${nik} `];
    return {
      business: isSloppy && random() < 0.3 ? ` ${ikmNameOf(n)}\u00a0` : ikmNameOf(n),
      owner: `${pick(random, first)} ${pick(random, last)}`,
      nik: isSloppy ? pick(random, sloppyNik) : nik,
      phone: isSloppy ? sloppyPhone(random, phone) : phone,
      nib: isSmall ? nibOf(n) : isSloppy ? pick(random, ['-', '', 'belum ada', 'n/a']) : '',
      kbli: isSmall ? '10794 (2025)' : '',
      komoditas: isSloppy ? pick(random, good.sloppy) : good.komoditas,
      sentra: '',
      region: isSloppy ? pick(random, place.sloppy) : place.name,
      address: `${pick(random, streets)} No. ${String(1 + (n % 200))} RT ${digits(1 + (n % 9), 2)}/RW ${digits(1 + (n % 7), 2)}`,
      postal: isSloppy && random() < 0.5 ? numberCell(65_122) : '65122',
      workers: isSloppy ? pick<Cell>(random, ['4 orang', numberCell(4), '4']) : '4',
      investment: isSloppy ? sloppyMoney(random, investment) : money(investment),
      sales: isSloppy ? sloppyMoney(random, investment * 2) : money(investment * 2),
      basis: '',
      consent: '',
    };
  },
  spoil: [
    set(
      'nik',
      '3,57E+15',
      '3.57301E+15',
      numberCell(3_573_014_101_900_000),
      '357301410190001',
      '35730141019OOOO1',
      'menyusul',
    ),
    set('nib', '220001234567', numberCell(220_001_234_567), '12345', '2,2E+11'),
    set('phone', '0341-551234', '8,12E+10', '0812', '08I234567890', 'tanya anaknya'),
    set('region', 'Malang', 'Kota Malng', 'Kabupaten Jepra', 'Atlantis', '', '99.99', 'Jawa Timur'),
    set('komoditas', 'makananan', 'lain-lain', '', 'logm'),
    set('business', '', '-'),
    set('owner', '', 'tidak ada'),
    set('address', '', '-'),
    set('workers', 'empat', '-3', '2,5', '3-5'),
    set('investment', 'Rp1.500,50', 'banyak', '10jt - 20jt', '1O.OOO.OOO', '#'),
    set('sales', 'Rp25.000.000,75', 'tidak menentu', '1.2.3'),
    set('kbli', '10794', '1079', numberCell(10_794)),
    set('postal', '6512', 'O5122'),
    set('sentra', 'Sentra Yang Tak Ada'),
    set('consent', '31/02/2026', '08/17/2026', 'kemarin'),
    set('basis', 'persetujuan', 'entah'),
    (cells) => {
      cells['business'] = 'x'.repeat(200);
    },
    (cells, random) => {
      set('nik', '3,57E+15')(cells, random);
      set('region', 'Malang')(cells, random);
      set('phone', '0341-551234')(cells, random);
      set('business', '')(cells, random);
    },
  ],
};

const product: Sketch = {
  headers: {
    ikm: ['IKM', 'NIB', 'Nama IKM'],
    name: ['Nama produk', 'NAMA BARANG', 'Produk'],
    description: ['Deskripsi', 'Keterangan produk'],
    komoditas: ['Komoditas', 'Kategori Produk'],
    sku: ['SKU', 'Kode Produk'],
    price: ['Harga', 'Harga (Rp)', 'Harga Jual'],
    stock: ['Stok', 'Jumlah Stok'],
    availability: ['Ketersediaan', 'Status stok'],
    weight: ['Berat', 'Berat produk'],
    size: ['Ukuran paket', 'P x L x T'],
    shelf: ['Masa simpan', 'Daya tahan'],
    halal: ['No. sertifikat halal', 'Sertifikat Halal'],
    pirt: ['No. P-IRT', 'PIRT'],
    barcode: ['Barcode'],
    link: ['Tautan produk', 'Link'],
  },
  row: (n, random, isSloppy) => {
    const good = goods[n % goods.length] ?? goods[0];
    const maker = Math.floor(n / 5);
    return {
      ikm: nibOf(maker),
      name: `${good.word} ${pick(random, ['Original', 'Spesial', 'Ekonomis'])} ${String(n)}`,
      description: `${good.word} buatan tangan, langsung dari pembuatnya. Nomor ${String(n)}.`,
      komoditas: isSloppy ? pick(random, good.sloppy) : good.komoditas,
      sku: `P-${digits(n, 6)}`,
      price: isSloppy ? sloppyMoney(random, good.price) : money(good.price),
      stock: isSloppy ? pick<Cell>(random, ['10 pcs', numberCell(10), '1 lusin', '']) : '10',
      availability: isSloppy ? pick(random, ['ready', 'PO', '', 'siap kirim', 'dibuat sesuai pesanan']) : 'Siap kirim',
      weight: isSloppy ? pick<Cell>(random, ['0,5 kg', '500gr', '0.5kg', numberCell(500), '500 gram']) : '500 g',
      size: isSloppy ? pick(random, ['20x15x10', '20 cm × 15 cm × 10 cm', '200 x 150 x 100 mm']) : '20 x 15 x 10 cm',
      shelf: isSloppy ? pick(random, ['6 bulan', '180', '1 th', '']) : '180 hari',
      halal: n % 2 === 0 ? `ID3511${digits(n, 9)}0822` : '',
      pirt: isSloppy ? '-' : '',
      barcode: '',
      link: '',
    };
  },
  spoil: [
    set('ikm', '', numberCell(1), 'Tak Terdaftar'),
    set('name', '', '-'),
    set('price', '25.OOO', '25rb-30rb', '1.500,50', 'mulai 25rb'),
    set('stock', 'banyak', '-1', '2,5'),
    set('weight', '1,5', 'ringan', numberCell(0.5)),
    set('size', 'besar', '20 x 10', '20 x 15 x 10 kaki'),
    set('shelf', 'lama', '6 abad'),
    set('komoditas', 'makananan', 'lain-lain'),
    set('availability', 'readi', 'mungkin'),
    set('barcode', '8991002101631', '12345'),
    set('link', 'toko saya'),
    (cells) => {
      cells['name'] = 'y'.repeat(300);
    },
  ],
};

const offer: Sketch = {
  headers: {
    ikm: ['IKM', 'NIB'],
    product: ['Produk', 'SKU', 'Kode Barang'],
    price: ['Harga', 'Harga Baru'],
    stock: ['Stok', 'Sisa Stok'],
    availability: ['Ketersediaan'],
    lead: ['Lama pengerjaan', 'Lead time (hari)'],
  },
  row: (n, random, isSloppy) => ({
    ikm: nibOf(Math.floor(n / 5)),
    product: `P-${digits(n, 6)}`,
    price: isSloppy ? sloppyMoney(random, 25_000 + (n % 50) * 500) : money(25_000 + (n % 50) * 500),
    stock: isSloppy
      ? pick<Cell>(random, [numberCell(n % 40), String(n % 40), `${String(n % 40)} pcs`])
      : String(n % 40),
    availability: '',
    lead: isSloppy ? pick<Cell>(random, ['2 hari', '', numberCell(2)]) : '',
  }),
  spoil: [
    set('price', '25.OOO', '1.500,50', 'nego'),
    set('stock', 'habis', '-2', '1,5'),
    set('lead', 'lama', '400'),
    set('availability', 'readi', 'entah'),
    set('ikm', 'Tak Terdaftar'),
  ],
};

const sentra: Sketch = {
  headers: {
    name: ['Nama sentra', 'Sentra IKM'],
    kind: ['Jenis', 'Jenis sentra'],
    komoditas: ['Komoditas', 'Produk utama'],
    region: ['Kabupaten/Kota', 'Kab/Kota'],
    address: ['Alamat', 'Lokasi'],
    leader: ['Nama ketua', 'Ketua'],
    phone: ['No. HP ketua', 'Telepon'],
    signal: ['Sinyal internet', 'Jaringan Internet'],
    programme: ['Program'],
    year: ['Tahun program', 'Tahun'],
  },
  row: (n, random, isSloppy) => {
    const good = goods[n % goods.length] ?? goods[0];
    const place = pick(random, places);
    const phone = `0813${digits(20_000_000 + n, 8)}`;
    return {
      name: `Sentra ${good.word} ${String(n)}`,
      kind: isSloppy ? pick(random, ['', 'sentra ikm', 'KUB']) : 'Sentra',
      komoditas: isSloppy ? pick(random, good.sloppy) : good.komoditas,
      region: isSloppy ? pick(random, place.sloppy) : place.name,
      address: `${pick(random, streets)} ${String(n)}`,
      leader: `${pick(random, first)} ${pick(random, last)}`,
      phone: isSloppy ? sloppyPhone(random, phone) : phone,
      signal: isSloppy ? pick(random, ['4G', 'lemah', '', 'bagus']) : 'Baik',
      programme: 'e-Smart IKM',
      year: isSloppy ? numberCell(2018) : '2018',
    };
  },
  spoil: [
    set('name', ''),
    set('komoditas', '', 'makananan', 'lain-lain'),
    set('region', 'Malang', 'Kota Malng', 'Atlantis'),
    set('address', ''),
    set('phone', '0341-551234'),
    set('signal', 'entahlah'),
    set('year', '1918', 'dulu'),
  ],
};

const sketches: Readonly<Record<ImportKind, Sketch>> = { ikm, product, offer, sentra };

export interface SheetOptions {
  readonly kind: ImportKind;
  readonly rows: number;
  readonly seed?: number;
  /** Whether cells are written as people write them, though rightly. */
  readonly isSloppy?: boolean;
  /** Share of rows that are bad, 0 to 1; a tenth of them are second copies of earlier rows. */
  readonly bad?: number;
}

export interface Sheet {
  readonly header: readonly string[];
  /** Rows below the header, made while they are read; the same ones each time. */
  readonly rows: () => Iterable<readonly Cell[]>;
  /** Things that the sheet speaks of: rows less second copies. */
  readonly things: number;
}

interface Made {
  readonly cells: Cells;
  readonly isCopy: boolean;
}

function* makeRows({ kind, rows, seed = 1, isSloppy = false, bad = 0 }: SheetOptions): Iterable<Made> {
  const { row, spoil } = sketches[kind];
  const random = createRandom(seed);
  const every = bad === 0 ? Infinity : 1 / bad;
  let earlier: Cells | undefined;
  let spoilt = 0;
  for (let n = 0; n < rows; n += 1) {
    const isBad = Math.floor((n + 1) / every) > Math.floor(n / every);
    const isCopy = isBad && earlier !== undefined && spoilt % 10 === 9;
    const cells = isCopy ? { ...earlier } : row(n, random, isSloppy);
    if (isBad) {
      if (!isCopy) spoil[spoilt % spoil.length]?.(cells, random);
      spoilt += 1;
    } else if (n % 7 === 0) {
      earlier = { ...cells };
    }
    yield { cells, isCopy };
  }
}

/** A sheet of so many rows: the same for the same options. Sloppy and bad ones have headers as offices write them. */
export const makeSheet = (options: SheetOptions): Sheet => {
  const { headers } = sketches[options.kind];
  const random = createRandom((options.seed ?? 1) + 99);
  const isClean = options.isSloppy !== true && (options.bad ?? 0) === 0;
  const names = Object.keys(headers);
  let copies = 0;
  if ((options.bad ?? 0) > 0) for (const { isCopy } of makeRows(options)) copies += isCopy ? 1 : 0;
  return {
    header: names.map((name) => (isClean ? headers[name]?.[0] : pick(random, headers[name] ?? [''])) ?? ''),
    *rows() {
      for (const { cells } of makeRows(options)) yield names.map((name) => cells[name]);
    },
    things: options.rows - copies,
  };
};

/** The sheet as a reader of files hands it on: the header is line 1. */
export const toRows = ({ header, rows }: Sheet): readonly Row[] =>
  [header, ...rows()].map((cells, at) => ({ line: at + 1, cells }));

const csvField = (cell: Cell, separator: string): string => {
  const text =
    cell === undefined ? '' : typeof cell === 'string' ? cell : 'error' in cell ? cell.error : String(cell.value);
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The sheet as CSV text, line by line. */
export function* toCsv({ header, rows }: Sheet, separator = ';'): Iterable<string> {
  for (const cells of [header]) yield `${cells.map((cell) => csvField(cell, separator)).join(separator)}\r\n`;
  for (const cells of rows()) yield `${cells.map((cell) => csvField(cell, separator)).join(separator)}\r\n`;
}

const idOf = (letter: string, n: number): string =>
  `01JSHEET${letter}${'0'.repeat(17)}`.slice(0, 26 - String(n).length) + String(n);

/** A register that knows the first so many IKMs of the sheets, by NIB and name, and the sentras of `sentraNames`. */
export const sheetDirectory = (ikms: number): Directory => {
  const makers = new Map<string, Found>();
  for (let n = 0; n < ikms; n += 1) {
    const komoditas = plainName(goods[n % goods.length]?.komoditas ?? '').replace(' ', '-');
    const found = { id: idOf('A', n), regionCode: '35.73', komoditas, name: ikmNameOf(n) };
    makers
      .set(nibOf(n), found)
      .set(plainName(ikmNameOf(n)), found)
      .set(found.id, found);
  }
  return {
    sentra: (text) => {
      const at = sentraNames.findIndex((name, n) => name === text || idOf('B', n) === text);
      return at === -1
        ? 'none'
        : { id: idOf('B', at), regionCode: '35.73', komoditas: 'makanan', name: sentraNames[at] ?? '' };
    },
    ikm: (text) => makers.get(text) ?? makers.get(plainName(text)) ?? 'none',
  };
};

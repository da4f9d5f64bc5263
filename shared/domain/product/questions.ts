import type { Komoditas } from '../komoditas.ts';

/** One thing to know of a product, asked once in words that owners use, whatever each marketplace calls it. */
export interface Question {
  /** The attribute it is kept under; `composition`, `shelfLifeDays`, `brand` and `gtin` are fields of the product itself. */
  readonly key: string;
  readonly label: { readonly id: string; readonly en: string };
  readonly example: string;
  /** Whom it is asked of; everybody when left out. */
  readonly komoditas?: readonly Komoditas[];
  /** What marketplaces and owners call it: whole names, as `plainName` writes them. */
  readonly names: RegExp;
}

const food = ['makanan', 'minuman'] as const satisfies readonly Komoditas[];
const worn = ['fesyen', 'perhiasan'] as const satisfies readonly Komoditas[];

const question = (
  key: string,
  [id, en]: readonly [string, string],
  example: string,
  names: RegExp,
  komoditas?: readonly Komoditas[],
): Question => ({ key, label: { id, en }, example, names, ...(komoditas === undefined ? {} : { komoditas }) });

/** The neutral questions, in the order in which a screen asks them. */
const questions: readonly Question[] = [
  question(
    'bahan',
    ['Terbuat dari bahan apa?', 'What is it made of?'],
    'Katun',
    /^(bahan|material|materials|bahan utama|jenis bahan|bahan dasar|jenis logam|metal type|bahan perhiasan|jewellery material|jewelry material|main material|fabric|kain|clothing material)$/,
    ['fesyen', 'kerajinan', 'mebel', 'perhiasan', 'produk-logam'],
  ),
  question('motif', ['Motif atau coraknya apa?', 'Which pattern?'], 'Parang', /^(motif|pattern|corak|pola)$/, [
    'fesyen',
    'kerajinan',
  ]),
  question(
    'netto',
    ['Berapa berat atau isi bersihnya?', 'What is the net weight or content?'],
    '250 g',
    /^(netto|berat bersih|net weight|isi bersih|berat netto|isi|volume|net content|berat produk|product weight)$/,
    [...food, 'herbal', 'kosmetik'],
  ),
  question(
    'composition',
    ['Apa saja komposisinya?', 'What are the ingredients?'],
    'Kedelai, tepung beras, garam',
    /^(komposisi|composition|ingredients?|bahan baku)$/,
    [...food, 'herbal', 'kosmetik'],
  ),
  question('rasa', ['Rasanya apa?', 'Which flavour?'], 'Pedas', /^(rasa|flavou?r|varian rasa)$/, food),
  question(
    'shelfLifeDays',
    ['Berapa hari tahan disimpan?', 'How many days does it keep?'],
    '180',
    /^(masa simpan|masa penyimpanan|umur simpan|shelf life)$/,
    [...food, 'herbal', 'kosmetik'],
  ),
  question(
    'kemasan',
    ['Dikemas dalam apa?', 'What is it packed in?'],
    'Kantong',
    /^(kemasan|jenis kemasan|packaging|packaging type|package type)$/,
    [...food, 'herbal', 'kosmetik'],
  ),
  question(
    'kedaluwarsa',
    ['Tanggal kedaluwarsanya?', 'When does it expire?'],
    '2027-12-31',
    /^(kedaluwarsa|kadaluarsa|tanggal kedaluwarsa|tanggal kadaluarsa|expiry date|expired|expiration date)$/,
    [...food, 'herbal', 'kosmetik'],
  ),
  question('bentuk', ['Apa bentuknya?', 'In which form?'], 'Serbuk', /^(bentuk|bentuk sediaan|dosage form|form)$/, [
    'herbal',
    'kosmetik',
  ]),
  question('jenis kulit', ['Untuk jenis kulit apa?', 'For which skin?'], 'Semua', /^(jenis kulit|skin type)$/, [
    'kosmetik',
  ]),
  question(
    'jenis kelamin',
    ['Untuk siapa?', 'For whom?'],
    'Wanita',
    /^(jenis kelamin|gender|untuk|recommended gender)$/,
    worn,
  ),
  question('ukuran', ['Apa ukurannya?', 'Which size?'], 'L', /^(ukuran|size|dimensi|dimensions?)$/),
  question('warna', ['Apa warnanya?', 'Which colour?'], 'Cokelat', /^(warna|colou?r|color family)$/),
  question(
    'garansi',
    ['Ada garansi berapa lama?', 'Which warranty?'],
    'Tidak ada',
    /^(garansi|masa garansi|warranty|warranty duration|warranty type|jenis garansi)$/,
    ['mebel', 'produk-logam'],
  ),
  question('brand', ['Apa mereknya?', 'Which brand?'], 'Tanpa merek', /^(merek|merk|brand)$/),
];

/** Lower case, without accents and punctuation: how names are compared. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The question that a marketplace's field asks, by any of its names; undefined for one of its own kind. */
export const questionOf = (names: readonly string[]): Question | undefined => {
  const plain = names.map(plainName);
  return questions.find((each) => plain.some((name) => each.names.test(name)));
};

/** What is asked of goods of this komoditas. */
export const questionsFor = (komoditas: Komoditas): readonly Question[] =>
  questions.filter((each) => each.komoditas?.includes(komoditas) !== false);

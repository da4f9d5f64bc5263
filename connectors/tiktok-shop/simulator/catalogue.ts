/**
 * The simulated category tree (v1: three levels) and what each leaf asks for. Its shape is the contract's (categories,
 * attributes, rules, brands, warehouses); names and ids are invented, since the real ones come from the live API only.
 */
export interface AttributeDefinition {
  readonly id: string;
  readonly name: string;
  readonly type: 'PRODUCT_PROPERTY' | 'SALES_PROPERTY';
  readonly isCustomizable: boolean;
  readonly isMultiple: boolean;
  readonly isNumber: boolean;
  readonly values: readonly { readonly id: string; readonly name: string }[];
}

export interface Leaf {
  readonly mandatory: readonly AttributeDefinition[];
  readonly optional: readonly AttributeDefinition[];
  /** Mandatory once the attribute `when` has the value `value`. */
  readonly conditional: readonly {
    readonly attribute: AttributeDefinition;
    readonly when: string;
    readonly value: string;
  }[];
  readonly preOrder: boolean;
  readonly sizeChart: boolean;
  readonly dimensions: boolean;
  readonly cod: boolean;
  /** A certificate that a product here cannot do without. */
  readonly certificate: string | null;
  readonly words: readonly string[];
}

export interface Category {
  readonly id: string;
  readonly parentId: string;
  readonly name: string;
  /** INVITE_ONLY: open to shops that applied. */
  readonly isOpen: boolean;
  readonly leaf: Leaf | null;
}

let lastAttribute = 100_100;
let lastValue = 1_000_500;
const define = (
  name: string,
  values: readonly string[],
  options: Partial<Pick<AttributeDefinition, 'type' | 'isCustomizable' | 'isMultiple' | 'isNumber'>> = {},
): AttributeDefinition => {
  lastAttribute += 1;
  return {
    id: String(lastAttribute),
    name,
    type: 'PRODUCT_PROPERTY',
    isCustomizable: values.length === 0,
    isMultiple: false,
    isNumber: false,
    ...options,
    values: values.map((value) => {
      lastValue += 1;
      return { id: String(lastValue), name: value };
    }),
  };
};

const open = { isCustomizable: true };
const attributes = {
  rasa: define('Rasa', ['Original', 'Pedas', 'Manis', 'Asin', 'Keju', 'Cokelat', 'Jahe', 'Kopi'], open),
  netto: define('Berat Bersih', [], open),
  masaSimpan: define('Masa Simpan', [], open),
  komposisi: define('Komposisi', [], open),
  izinEdar: define('Nomor BPOM atau P-IRT', [], open),
  halal: define('Nomor Sertifikat Halal', [], open),
  bahan: define(
    'Bahan',
    ['Katun', 'Sutra', 'Linen', 'Rayon', 'Kulit', 'Kayu', 'Rotan', 'Bambu', 'Logam', 'Keramik', 'Perak'],
    {
      isCustomizable: true,
      isMultiple: true,
    },
  ),
  motif: define('Motif', ['Polos', 'Batik', 'Tenun Ikat', 'Bunga', 'Geometris'], open),
  gender: define('Jenis Kelamin', ['Pria', 'Wanita', 'Uniseks', 'Anak'], open),
  jenisKulit: define('Jenis Kulit', ['Semua', 'Kering', 'Berminyak', 'Normal', 'Sensitif']),
  bpom: define('Nomor Notifikasi Kosmetik BPOM', [], open),
  sediaan: define('Bentuk Sediaan', ['Cair', 'Serbuk', 'Kapsul', 'Padat', 'Krim'], open),
  asal: define('Negara Asal', ['Indonesia', 'Lainnya']),
  baterai: define('Perlu Baterai', ['Ya', 'Tidak']),
  jenisBaterai: define('Jenis Baterai', ['AA', 'AAA', 'Kancing']),
  voltase: define('Voltase', [], { isCustomizable: true, isNumber: true }),
  sni: define('Nomor SNI', [], open),
  warna: define('Warna', ['Merah', 'Biru', 'Hitam', 'Putih', 'Hijau', 'Cokelat'], { type: 'SALES_PROPERTY' }),
  ukuran: define('Ukuran', ['S', 'M', 'L', 'XL'], { type: 'SALES_PROPERTY' }),
} as const;
type Name = keyof typeof attributes;

type Row = readonly [
  name: string,
  words: string,
  mandatory?: readonly Name[],
  more?: Partial<Leaf> & { readonly closed?: true },
];
interface Branch {
  readonly name: string;
  readonly mandatory: readonly Name[];
  readonly optional: readonly Name[];
  readonly preOrder?: boolean;
  readonly leaves: readonly Row[];
}

const branches: readonly Branch[] = [
  {
    name: 'Makanan & Minuman',
    mandatory: ['masaSimpan', 'asal'],
    optional: ['rasa', 'netto', 'komposisi', 'izinEdar', 'halal'],
    leaves: [
      ['Camilan > Keripik & Kerupuk', 'keripik kerupuk rempeyek emping tempe singkong opak'],
      ['Camilan > Kue & Biskuit', 'kue biskuit roti bolu brownies dodol wajik bakpia nastar lapis'],
      ['Bahan Masak > Bumbu & Sambal', 'bumbu sambal kecap rempah garam gula terasi abon'],
      ['Minuman > Kopi & Teh', 'kopi teh coffee'],
      ['Minuman > Minuman Serbuk & Siap Minum', 'minuman sirup jus wedang serbuk madu susu'],
    ],
  },
  {
    name: 'Kesehatan',
    mandatory: ['sediaan', 'izinEdar'],
    optional: ['netto', 'komposisi', 'halal', 'asal', 'masaSimpan'],
    leaves: [
      ['Herbal > Jamu', 'jamu herbal temulawak kunyit minyak'],
      ['Herbal > Suplemen', 'suplemen kapsul vitamin', [], { closed: true }],
    ],
  },
  {
    name: 'Kecantikan',
    mandatory: ['bpom'],
    optional: ['netto', 'jenisKulit', 'komposisi', 'halal', 'asal'],
    leaves: [
      ['Perawatan Tubuh > Sabun Mandi', 'sabun soap'],
      ['Perawatan Tubuh > Lulur & Krim', 'lulur krim lotion scrub masker serum bedak'],
    ],
  },
  {
    name: 'Fesyen',
    mandatory: ['bahan'],
    optional: ['motif', 'gender', 'asal'],
    preOrder: true,
    leaves: [
      ['Kain > Batik & Tenun', 'kain tenun batik songket ulos sarung selendang ikat'],
      ['Pakaian > Atasan', 'kemeja baju kaos blus atasan outer kebaya gamis'],
      ['Sepatu > Sandal & Sepatu', 'sepatu sandal', ['gender'], { sizeChart: true }],
      ['Tas > Tas & Dompet', 'tas dompet ransel pouch'],
      ['Aksesoris > Topi & Ikat Pinggang', 'topi pinggang syal jilbab hijab kerudung'],
    ],
  },
  {
    name: 'Rumah Tangga',
    mandatory: ['bahan'],
    optional: ['motif', 'asal', 'sni'],
    preOrder: true,
    leaves: [
      ['Dekorasi > Kerajinan Tangan', 'kerajinan ukiran patung anyaman hiasan lukisan gerabah keranjang wayang topeng'],
      ['Dapur > Peralatan Dapur', 'pisau wajan panci piring gelas mangkuk talenan sendok cangkir'],
      ['Mebel > Kursi & Meja', 'kursi meja lemari rak bangku mebel furnitur', [], { dimensions: true, cod: false }],
      ['Pertanian > Alat Tani', 'cangkul arit parang golok'],
      ['Mainan > Mainan Anak', 'mainan boneka', ['baterai'], { certificate: 'Sertifikat SNI Mainan' }],
      ['Lampu > Lampu Hias', 'lampu lampion', ['baterai']],
    ],
  },
  {
    name: 'Perhiasan',
    mandatory: ['bahan'],
    optional: ['motif', 'gender', 'asal'],
    preOrder: true,
    leaves: [
      ['Perhiasan > Perak & Imitasi', 'perhiasan kalung gelang cincin anting bros perak mutiara'],
      ['Perhiasan > Emas', 'emas', [], { closed: true }],
    ],
  },
];

const build = (): readonly Category[] => {
  const tree = new Map<string, Category>();
  let last = 600_000;
  const add = (key: string, make: (id: string) => Category): Category => {
    const known = tree.get(key);
    if (known !== undefined) return known;
    last += 1;
    const made = make(String(last));
    tree.set(key, made);
    return made;
  };
  const node =
    (parentId: string, name: string) =>
    (id: string): Category => ({ id, parentId, name, isOpen: true, leaf: null });
  for (const branch of branches) {
    const root = add(branch.name, node('0', branch.name));
    for (const [path, words, extra = [], { closed, ...more } = {}] of branch.leaves) {
      const [group = '', name = ''] = path.split(' > ');
      const middle = add(`${branch.name}/${group}`, node(root.id, group));
      const mandatory = [...branch.mandatory, ...extra];
      add(`${branch.name}/${path}`, (id) => ({
        id,
        parentId: middle.id,
        name,
        isOpen: closed !== true,
        leaf: {
          mandatory: mandatory.map((each) => attributes[each]),
          optional: [
            ...branch.optional.filter((each) => !mandatory.includes(each)).map((each) => attributes[each]),
            ...(mandatory.includes('baterai') ? [attributes.jenisBaterai, attributes.voltase] : []),
            attributes.warna,
            attributes.ukuran,
          ],
          conditional: mandatory.includes('baterai')
            ? [
                {
                  attribute: attributes.jenisBaterai,
                  when: attributes.baterai.id,
                  value: attributes.baterai.values[0]?.id ?? '',
                },
              ]
            : [],
          preOrder: branch.preOrder ?? false,
          sizeChart: false,
          dimensions: false,
          cod: true,
          certificate: null,
          ...more,
          words: words.split(' '),
        },
      }));
    }
  }
  return [...tree.values()];
};

export const categories = build();
const byId = new Map(categories.map((category) => [category.id, category]));
export const categoryById = (id: string): Category | undefined => byId.get(id);

/** Where nothing is recognised: handicraft, which this programme makes most. */
const fallback = categories.find(({ name }) => name === 'Kerajinan Tangan')?.id ?? '';

/** The likeliest leaf for a title: the head of an Indonesian noun phrase comes first, so an earlier word weighs more. */
export const recommend = (title: string): string => {
  const words = title.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  let best = { id: fallback, score: 0 };
  for (const { id, leaf } of categories) {
    if (leaf === null) continue;
    const score = words.reduce((sum, word, at) => sum + (leaf.words.includes(word) ? 10 / (at + 1) : 0), 0);
    if (score > best.score) best = { id, score };
  }
  return best.id;
};

export const brands: readonly { readonly id: string; readonly name: string; readonly isT1: boolean }[] = [
  { id: '7082427311584347905', name: 'Batik Keris', isT1: false },
  { id: '7082427311584347906', name: 'Kopi Kapal Api', isT1: false },
  { id: '7082427311584347907', name: 'Nike', isT1: true },
];

/** Each shop has a pick-up warehouse and one for returns. */
export const warehouseOf = (shopId: string): string => `${shopId.slice(0, -3)}901`;
export const returnWarehouseOf = (shopId: string): string => `${shopId.slice(0, -3)}902`;

/**
 * The simulated category tree and what each leaf asks for. Its shape is the contract's (category/tree/get,
 * category/attributes/get, category/brands/query); names, ids and options are invented, since the real ones come from the
 * live API only.
 */
export interface Attribute {
  readonly id: number;
  readonly name: string;
  readonly label: readonly [id: string, en: string];
  readonly input: 'singleSelect' | 'multiSelect' | 'enumInput' | 'multiEnumInput' | 'text' | 'numeric' | 'date';
  readonly ofSku: boolean;
  readonly sale: boolean;
  readonly options: readonly (readonly [id: string, en: string])[];
  readonly units: readonly string[];
}

type More = Partial<Pick<Attribute, 'ofSku' | 'sale' | 'options' | 'units'>>;
const define = (
  id: number,
  name: string,
  label: Attribute['label'],
  input: Attribute['input'],
  more: More = {},
): Attribute => ({ id, name, label, input, ofSku: false, sale: false, options: [], units: [], ...more });

const same = (...names: readonly string[]) => names.map((name): readonly [string, string] => [name, name]);

const attributes = {
  origin: define(101, 'country_of_origin', ['Negara Asal', 'Country of Origin'], 'singleSelect', {
    options: [...same('Indonesia', 'Malaysia'), ['Tiongkok', 'China'], ['Lainnya', 'Others']],
  }),
  shelfLife: define(102, 'shelf_life', ['Masa Simpan', 'Shelf Life'], 'singleSelect', {
    options: [
      ['1 Bulan', '1 Month'],
      ['3 Bulan', '3 Months'],
      ['6 Bulan', '6 Months'],
      ['12 Bulan', '12 Months'],
      ['24 Bulan', '24 Months'],
    ],
  }),
  netWeight: define(103, 'net_weight', ['Berat Bersih', 'Net Weight'], 'numeric', { ofSku: true, units: ['g', 'kg'] }),
  foodPermit: define(104, 'food_registration_no', ['No. Izin Edar (BPOM/P-IRT)', 'Food Registration No.'], 'text'),
  halal: define(105, 'halal_certificate_no', ['No. Sertifikat Halal', 'Halal Certificate No.'], 'text'),
  flavour: define(106, 'food_flavor', ['Rasa', 'Flavour'], 'multiEnumInput', {
    options: [
      ['Original', 'Original'],
      ['Pedas', 'Spicy'],
      ['Manis', 'Sweet'],
      ['Asin', 'Salty'],
    ],
  }),
  cloth: define(111, 'clothing_material', ['Bahan', 'Material'], 'multiEnumInput', {
    options: [
      ['Katun', 'Cotton'],
      ['Sutra', 'Silk'],
      ['Tenun', 'Woven'],
      ['Kulit', 'Leather'],
    ],
  }),
  pattern: define(112, 'pattern', ['Motif', 'Pattern'], 'enumInput', {
    options: [
      ['Batik', 'Batik'],
      ['Polos', 'Plain'],
      ['Bordir', 'Embroidery'],
    ],
  }),
  gender: define(113, 'gender', ['Jenis Kelamin', 'Gender'], 'singleSelect', {
    options: [
      ['Pria', 'Men'],
      ['Wanita', 'Women'],
      ['Unisex', 'Unisex'],
    ],
  }),
  material: define(121, 'material', ['Material', 'Material'], 'enumInput', {
    options: [
      ['Kayu', 'Wood'],
      ['Bambu', 'Bamboo'],
      ['Rotan', 'Rattan'],
      ['Logam', 'Metal'],
      ['Tanah Liat', 'Clay'],
      ['Perak', 'Silver'],
    ],
  }),
  cosmeticPermit: define(
    131,
    'cosmetics_registration_no',
    ['No. Notifikasi Kosmetik BPOM', 'Cosmetics BPOM No.'],
    'text',
  ),
  dosageForm: define(141, 'dosage_form', ['Bentuk Sediaan', 'Dosage Form'], 'singleSelect', {
    options: [
      ['Serbuk', 'Powder'],
      ['Kapsul', 'Capsule'],
      ['Cair', 'Liquid'],
      ['Minyak', 'Oil'],
    ],
  }),
  sni: define(151, 'sni_certificate_no', ['No. SNI', 'SNI No.'], 'text'),
  warranty: define(161, 'warranty_type', ['Jenis Garansi', 'Warranty Type'], 'singleSelect', {
    options: [
      ['Tanpa Garansi', 'No Warranty'],
      ['Garansi Penjual', 'Local Seller Warranty'],
    ],
  }),
  expiry: define(162, 'expiry_date', ['Tanggal Kedaluwarsa', 'Expiry Date'], 'date'),
  colour: define(171, 'color_family', ['Kelompok Warna', 'Color Family'], 'enumInput', {
    sale: true,
    ofSku: true,
    options: [
      ['Hitam', 'Black'],
      ['Putih', 'White'],
      ['Merah', 'Red'],
      ['Biru', 'Blue'],
      ['Cokelat', 'Brown'],
    ],
  }),
  size: define(172, 'size', ['Ukuran', 'Size'], 'enumInput', {
    sale: true,
    ofSku: true,
    options: same('S', 'M', 'L', 'XL'),
  }),
} as const;
type Name = keyof typeof attributes;

/** Fields of every category, which the seller fills at their own places in the payload. */
const fixed: readonly Attribute[] = [
  define(1, 'name', ['Nama', 'Name'], 'text'),
  define(2, 'description', ['Deskripsi', 'Description'], 'text'),
  define(3, 'brand', ['Merek', 'Brand'], 'singleSelect'),
  define(4, 'price', ['Harga', 'Price'], 'numeric', { ofSku: true }),
  define(5, 'SellerSku', ['SKU Penjual', 'Seller SKU'], 'text', { ofSku: true }),
  define(6, 'package_weight', ['Berat Paket', 'Package Weight'], 'numeric', { ofSku: true }),
  define(7, 'package_length', ['Panjang Paket', 'Package Length'], 'numeric', { ofSku: true }),
  define(8, 'package_width', ['Lebar Paket', 'Package Width'], 'numeric', { ofSku: true }),
  define(9, 'package_height', ['Tinggi Paket', 'Package Height'], 'numeric', { ofSku: true }),
];

interface Branch {
  readonly name: readonly [id: string, en: string];
  readonly mandatory: readonly Name[];
  readonly optional: readonly Name[];
  /** Indonesian name, English name, and words of a product's name that speak for it. */
  readonly leaves: readonly (readonly [string, string, string])[];
}

const food: Pick<Branch, 'mandatory' | 'optional'> = {
  mandatory: ['origin', 'shelfLife'],
  optional: ['netWeight', 'foodPermit', 'halal', 'flavour', 'expiry'],
};
const fashion: Pick<Branch, 'mandatory' | 'optional'> = {
  mandatory: ['cloth'],
  optional: ['pattern', 'gender', 'origin', 'colour', 'size'],
};

const branches: readonly Branch[] = [
  {
    name: ['Makanan & Minuman', 'Groceries'],
    ...food,
    leaves: [
      [
        'Makanan Ringan',
        'Snacks',
        'keripik kripik kerupuk krupuk rengginang opak emping camilan tempe singkong snack kacang makaroni basreng rempeyek peyek',
      ],
      ['Kue & Roti', 'Bakery', 'kue roti bolu brownies nastar kastengel bakpia lapis pia cookies biskuit dodol jenang'],
      ['Lauk & Bumbu', 'Side Dishes & Seasoning', 'abon rendang dendeng serundeng teri ikan sambal bumbu kecap rempah'],
      ['Bahan Pokok', 'Staples', 'beras tepung mie bihun sagu mocaf gula madu aren'],
      ['Minuman', 'Beverages', 'kopi teh sirup minuman jus wedang bandrek susu cokelat'],
    ],
  },
  {
    name: ['Fashion', 'Fashion'],
    ...fashion,
    leaves: [
      ['Pakaian', 'Clothing', 'kemeja batik kebaya gamis daster kaos jaket rok celana tunik blus koko'],
      ['Kain & Tenun', 'Fabrics', 'kain tenun ulos songket lurik ikat sasirangan selendang syal sarung'],
      ['Busana Muslim', 'Muslim Wear', 'hijab kerudung jilbab mukena peci sajadah'],
      ['Tas & Sepatu', 'Bags & Shoes', 'tas dompet sepatu sandal sabuk ransel clutch'],
    ],
  },
  {
    name: ['Kerajinan & Rumah', 'Home & Crafts'],
    mandatory: ['material'],
    optional: ['origin', 'warranty', 'colour', 'sni'],
    leaves: [
      [
        'Kerajinan',
        'Handicraft',
        'anyaman keranjang tikar gerabah keramik ukiran patung topeng wayang miniatur lampu guci',
      ],
      ['Furnitur', 'Furniture', 'kursi meja lemari rak sofa bangku dipan bufet'],
      ['Perhiasan', 'Jewellery', 'kalung gelang cincin anting bros perhiasan'],
      ['Perkakas & Dapur', 'Tools & Kitchen', 'pisau parang golok cangkul wajan panci perkakas palu dandang knalpot'],
    ],
  },
  {
    name: ['Kecantikan', 'Beauty'],
    mandatory: ['cosmeticPermit'],
    optional: ['netWeight', 'expiry', 'origin', 'halal'],
    leaves: [['Perawatan Tubuh', 'Body Care', 'sabun lulur scrub lotion serum krim masker parfum sampo lip atsiri']],
  },
  {
    name: ['Kesehatan', 'Health'],
    mandatory: ['dosageForm', 'foodPermit'],
    optional: ['expiry', 'netWeight', 'halal', 'origin'],
    leaves: [['Jamu & Herbal', 'Herbal', 'jamu kunyit temulawak jahe herbal balsem urut kencur telon']],
  },
  {
    name: ['Lainnya', 'Others'],
    mandatory: ['warranty'],
    optional: ['origin', 'material'],
    leaves: [['Serba-serbi', 'Miscellaneous', '']],
  },
];

export interface Leaf {
  readonly id: number;
  readonly name: readonly [id: string, en: string];
  readonly mandatory: readonly Attribute[];
  readonly optional: readonly Attribute[];
  readonly words: readonly string[];
}

const named = (name: Name): Attribute => attributes[name];
const idOfBranch = (at: number): number => 6500 + at * 100;
const leavesOf = (branch: Branch, at: number): readonly Leaf[] =>
  branch.leaves.map(([id, en, words], index) => ({
    id: idOfBranch(at) + 1 + index,
    name: [id, en] as const,
    mandatory: branch.mandatory.map(named),
    optional: branch.optional.map(named),
    words: words.split(' ').filter((word) => word !== ''),
  }));

const leaves = branches.flatMap(leavesOf);
const byId = new Map(leaves.map((leaf) => [leaf.id, leaf]));

export const leafById = (id: number): Leaf | undefined => byId.get(id);
export const isBranch = (id: number): boolean => branches.some((_, at) => idOfBranch(at) === id);
export const fallbackCategoryId = leaves.at(-1)?.id ?? 0;

const inLanguage = ([id, en]: readonly [string, string], language: string): string =>
  language.startsWith('id') ? id : en;

/** category/tree/get, response sample. */
export const categoryTree = (language: string) =>
  branches.map((branch, at) => ({
    category_id: idOfBranch(at),
    name: inLanguage(branch.name, language),
    leaf: false,
    var: false,
    children: leavesOf(branch, at).map((leaf) => ({
      category_id: leaf.id,
      name: inLanguage(leaf.name, language),
      leaf: true,
      var: false,
    })),
  }));

/** category/attributes/get: "`name` of an option in the language asked for, `en_name` always in English". */
export const attributesOf = (leaf: Leaf, language: string) =>
  [...fixed, ...leaf.mandatory, ...leaf.optional].map((attribute) => ({
    id: attribute.id,
    name: attribute.name,
    label: inLanguage(attribute.label, language),
    is_mandatory: fixed.includes(attribute) || leaf.mandatory.includes(attribute) ? 1 : 0,
    is_sale_prop: attribute.sale ? 1 : 0,
    attribute_type: attribute.ofSku ? 'sku' : 'normal',
    input_type: attribute.input,
    advanced: { is_key_prop: 0 },
    options: attribute.options.map((option, at) => ({
      id: attribute.id * 1000 + at,
      name: inLanguage(option, language),
      en_name: option[1],
    })),
    ...(attribute.units.length === 0
      ? {}
      : { unit: { type: attribute.units, numericMin: '0', numericMax: '999999', precision: 2 } }),
  }));

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

/** product/category/suggestion/get: leaves whose words the title has, most first. */
export const suggest = (title: string): readonly Leaf[] => {
  const words = wordsOf(title);
  const scored = leaves
    .map((leaf) => ({ leaf, score: words.filter((word) => leaf.words.includes(word)).length }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.leaf.id - b.leaf.id);
  return scored.length > 0 ? scored.map(({ leaf }) => leaf) : leaves.slice(-1);
};

/** category/brands/query: the whole country's list, "No Brand" somewhere in it. */
export const brands: readonly { readonly id: number; readonly name: string }[] = [
  ...Array.from({ length: 230 }, (_, at) => ({ id: 30_001 + at, name: `Merek Terdaftar ${at + 1}` })),
  { id: 39_704, name: 'No Brand' },
  { id: 39_801, name: 'Danar Hadi' },
];

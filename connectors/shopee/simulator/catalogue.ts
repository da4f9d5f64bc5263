import { attributes, type AttributeDefinition, type AttributeName } from './attributes.ts';

/**
 * The simulated category tree and what each leaf asks for. Its shape is the contract's (product.get_category,
 * get_item_limit, get_brand_list); names, ids and numbers are invented, since the real ones come from the live API only.
 */
interface Limits {
  readonly price: Range;
  readonly stock: Range;
  readonly name: Range;
  readonly images: Range;
  readonly description: Range;
  /** Days to ship of a pre-order. */
  readonly preOrderDays: Range;
  readonly readyDays: number;
  readonly dimensionMandatory: boolean;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

export interface Category {
  readonly id: number;
  readonly parentId: number;
  readonly name: { readonly id: string; readonly en: string };
  /** Null for a category with children. */
  readonly leaf: Leaf | null;
}

export interface Leaf {
  readonly limits: Limits;
  readonly mandatory: readonly AttributeDefinition[];
  readonly optional: readonly AttributeDefinition[];
  readonly brandMandatory: boolean;
  readonly preOrder: boolean;
  /** Words of a product's name that speak for this category. */
  readonly words: readonly string[];
}

const usual: Limits = {
  price: { min: 99, max: 150_000_000 },
  stock: { min: 0, max: 999_999 },
  name: { min: 5, max: 100 },
  images: { min: 1, max: 9 },
  description: { min: 20, max: 3000 },
  preOrderDays: { min: 7, max: 30 },
  readyDays: 2,
  dimensionMandatory: false,
};

interface Branch {
  readonly name: readonly [string, string];
  readonly limits?: Partial<Limits>;
  readonly mandatory: readonly AttributeName[];
  readonly optional: readonly AttributeName[];
  readonly brandMandatory?: boolean;
  readonly preOrder?: boolean;
  /** Indonesian name, English name, words, and mandatory attributes besides the branch's. */
  readonly leaves: readonly (readonly [string, string, string, (readonly AttributeName[])?])[];
}

const branches: readonly Branch[] = [
  {
    name: ['Makanan & Minuman', 'Food & Beverages'],
    limits: { name: { min: 5, max: 100 }, description: { min: 25, max: 5000 }, preOrderDays: { min: 3, max: 14 } },
    mandatory: ['origin', 'shelfLife'],
    optional: ['netWeight', 'foodPermit', 'halal', 'packaging', 'flavour'],
    leaves: [
      [
        'Makanan Ringan',
        'Snacks',
        'keripik kripik kerupuk krupuk rengginang opak emping camilan cemilan tempe singkong snack kacang makaroni basreng seblak stik rempeyek peyek',
      ],
      [
        'Kue & Roti',
        'Cakes & Bakery',
        'kue roti bolu brownies nastar kastengel bakpia lapis pia cookies biskuit bagelen',
      ],
      ['Permen & Cokelat', 'Sweets & Chocolate', 'permen cokelat coklat dodol jenang gulali manisan wingko kembang'],
      [
        'Abon & Lauk Kering',
        'Dried Side Dishes',
        'abon rendang dendeng serundeng teri lauk ikan asin bandeng presto pindang',
      ],
      ['Bumbu & Sambal', 'Spices & Sambal', 'sambal bumbu kecap rempah terasi petis saus sambel lada merica garam'],
      ['Beras, Tepung & Mi', 'Rice, Flour & Noodles', 'beras tepung mi mie bihun sagu tiwul mocaf gaplek sohun'],
      ['Gula & Madu', 'Sugar & Honey', 'gula aren madu semut kelapa'],
      ['Kopi', 'Coffee', 'kopi arabika robusta luwak coffee espresso'],
      ['Teh', 'Tea', 'teh tea rosella kelor'],
      [
        'Sirup & Minuman',
        'Syrup & Drinks',
        'sirup sirop minuman jus sari cincau dawet wedang bandrek bajigur serbat susu',
      ],
    ],
  },
  {
    name: ['Fashion Pria', 'Men Clothes'],
    limits: { name: { min: 10, max: 120 }, stock: { min: 0, max: 100_000 } },
    mandatory: ['cloth'],
    optional: ['pattern', 'origin'],
    brandMandatory: true,
    leaves: [
      ['Batik & Kemeja Pria', 'Men Batik & Shirts', 'kemeja batik hem pria koko'],
      ['Sarung & Kain Pria', 'Sarongs', 'sarung sarong'],
      ['Kaos & Jaket Pria', 'Men T-shirts & Jackets', 'kaos jaket sweater celana jeans hoodie'],
    ],
  },
  {
    name: ['Fashion Wanita', 'Women Clothes'],
    limits: { name: { min: 10, max: 120 }, stock: { min: 0, max: 100_000 } },
    mandatory: ['cloth'],
    optional: ['pattern', 'origin'],
    brandMandatory: true,
    leaves: [
      ['Batik & Kebaya', 'Batik & Kebaya', 'kebaya gamis dress blus daster tunik rok wanita'],
      ['Kain & Tenun', 'Fabrics & Weaves', 'kain tenun ulos songket lurik ikat jumputan sasirangan selendang syal'],
    ],
  },
  {
    name: ['Fashion Muslim', 'Muslim Fashion'],
    limits: { name: { min: 10, max: 120 } },
    mandatory: ['cloth'],
    optional: ['pattern', 'gender'],
    brandMandatory: true,
    leaves: [
      ['Hijab & Kerudung', 'Hijab', 'hijab kerudung jilbab pashmina ciput mukena'],
      ['Peci & Perlengkapan Shalat', 'Prayer Equipment', 'peci kopiah songkok sajadah tasbih'],
    ],
  },
  {
    name: ['Tas & Sepatu', 'Bags & Shoes'],
    limits: { name: { min: 10, max: 110 }, dimensionMandatory: true },
    mandatory: ['cloth', 'gender'],
    optional: ['pattern', 'origin'],
    brandMandatory: true,
    leaves: [
      ['Tas', 'Bags', 'tas dompet ransel clutch totebag tote pouch'],
      ['Sepatu & Sandal', 'Shoes & Sandals', 'sepatu sandal selop bakiak kelom boots'],
      ['Ikat Pinggang & Aksesori Kulit', 'Belts & Leather', 'sabuk gesper pinggang gantungan'],
    ],
  },
  {
    name: ['Kerajinan & Dekorasi', 'Crafts & Decoration'],
    limits: { name: { min: 5, max: 120 }, stock: { min: 0, max: 50_000 }, preOrderDays: { min: 7, max: 45 } },
    mandatory: ['craftMaterial'],
    optional: ['handmade', 'length', 'origin'],
    leaves: [
      ['Anyaman', 'Wickerwork', 'anyaman anyam keranjang besek tikar pandan mendong tudung eceng gondok'],
      ['Gerabah & Keramik', 'Pottery & Ceramics', 'gerabah keramik guci vas pot tembikar cobek gelas mug piring'],
      ['Ukiran & Patung', 'Carvings & Statues', 'ukiran ukir patung topeng relief kaligrafi'],
      [
        'Wayang & Suvenir',
        'Puppets & Souvenirs',
        'wayang suvenir souvenir boneka miniatur mainan angklung gantungan kunci pajangan',
      ],
      ['Lampu & Hiasan Dinding', 'Lamps & Wall Decoration', 'lampu hiasan dinding lukisan bingkai cermin macrame'],
      ['Alat Musik Tradisional', 'Traditional Instruments', 'gamelan suling kendang gong musik rebana gitar'],
    ],
  },
  {
    name: ['Furnitur', 'Furniture'],
    limits: {
      name: { min: 5, max: 140 },
      price: { min: 10_000, max: 150_000_000 },
      stock: { min: 0, max: 1000 },
      description: { min: 50, max: 3000 },
      preOrderDays: { min: 7, max: 60 },
      readyDays: 3,
      dimensionMandatory: true,
    },
    mandatory: ['craftMaterial', 'assembly'],
    optional: ['origin', 'warranty', 'length'],
    leaves: [
      ['Kursi & Sofa', 'Chairs & Sofas', 'kursi sofa bangku stool dingklik ayunan'],
      ['Meja', 'Tables', 'meja'],
      ['Lemari & Rak', 'Cabinets & Shelves', 'lemari rak bufet buffet nakas kabinet laci'],
      ['Tempat Tidur', 'Beds', 'dipan ranjang divan tidur'],
    ],
  },
  {
    name: ['Perhiasan', 'Jewellery'],
    limits: {
      name: { min: 5, max: 100 },
      price: { min: 5000, max: 150_000_000 },
      stock: { min: 0, max: 5000 },
      images: { min: 1, max: 9 },
    },
    mandatory: ['jewelMaterial'],
    optional: ['stone', 'gender', 'origin'],
    leaves: [
      ['Kalung & Liontin', 'Necklaces', 'kalung liontin'],
      ['Gelang', 'Bracelets', 'gelang'],
      ['Cincin', 'Rings', 'cincin'],
      ['Anting & Bros', 'Earrings & Brooches', 'anting giwang bros subang tusuk konde perhiasan'],
    ],
  },
  {
    name: ['Perawatan & Kecantikan', 'Beauty & Personal Care'],
    limits: { name: { min: 10, max: 100 }, description: { min: 30, max: 3000 }, stock: { min: 0, max: 50_000 } },
    mandatory: ['cosmeticPermit', 'skinType'],
    optional: ['volume', 'netWeight', 'expiry', 'origin'],
    brandMandatory: true,
    preOrder: false,
    leaves: [
      ['Sabun', 'Soap', 'sabun soap'],
      ['Lulur & Perawatan Tubuh', 'Body Scrubs & Care', 'lulur scrub body lotion boreh handbody'],
      ['Perawatan Wajah', 'Facial Care', 'serum krim masker wajah toner bedak lipstik lip balm skincare kosmetik'],
      [
        'Minyak & Aromaterapi',
        'Oils & Aromatherapy',
        'aromaterapi atsiri essential parfum sereh minyak rambut sampo shampo',
      ],
    ],
  },
  {
    name: ['Kesehatan', 'Health'],
    limits: { name: { min: 5, max: 100 }, description: { min: 30, max: 3000 }, stock: { min: 0, max: 20_000 } },
    mandatory: ['herbalForm', 'foodPermit'],
    optional: ['expiry', 'netWeight', 'volume', 'halal'],
    preOrder: false,
    leaves: [
      [
        'Jamu & Obat Tradisional',
        'Traditional Medicine',
        'jamu kunyit asam beras kencur temulawak jahe herbal obat kapsul secang instan',
      ],
      ['Minyak Urut & Balsem', 'Rubbing Oils & Balms', 'urut balsem gosok kayu putih tawon telon'],
    ],
  },
  {
    name: ['Perkakas & Rumah Tangga', 'Tools & Home'],
    limits: { name: { min: 5, max: 120 }, preOrderDays: { min: 7, max: 45 } },
    mandatory: ['metal'],
    optional: ['warranty', 'length', 'origin'],
    leaves: [
      ['Pisau & Parang', 'Knives & Machetes', 'pisau parang golok celurit kapak arit keris'],
      ['Perkakas Tangan', 'Hand Tools', 'cangkul palu perkakas sekop tang linggis gunting obeng engsel baut'],
      ['Alat Masak', 'Cookware', 'wajan panci dandang oven kompor loyang ketel cetakan penggorengan sutil'],
      ['Suku Cadang & Komponen Logam', 'Metal Parts', 'knalpot sparepart suku cadang komponen bracket pagar logam cor'],
    ],
  },
  {
    name: ['Buku, Hobi & Lainnya', 'Books, Hobbies & Others'],
    limits: { name: { min: 5, max: 140 }, description: { min: 10, max: 3000 } },
    mandatory: [],
    optional: ['origin', 'packaging'],
    leaves: [
      [
        'Alat Tulis & Cetakan',
        'Stationery & Prints',
        'buku komik stiker poster kartu undangan notes alat tulis desain digital',
      ],
      ['Lain-lain', 'Others', ''],
    ],
  },
];

const named = (name: AttributeName): AttributeDefinition => attributes[name];

/** The whole tree; parents first. Ids stay the same as long as the order above does. */
export const categories: readonly Category[] = branches.flatMap((branch, at): Category[] => {
  const parentId = 100_600 + at;
  return [
    { id: parentId, parentId: 0, name: { id: branch.name[0], en: branch.name[1] }, leaf: null },
    ...branch.leaves.map(([id, en, words, more], index): Category => ({
      id: 100_800 + at * 20 + index,
      parentId,
      name: { id, en },
      leaf: {
        limits: { ...usual, ...branch.limits },
        mandatory: [...branch.mandatory, ...(more ?? [])].map(named),
        optional: branch.optional.map(named),
        brandMandatory: branch.brandMandatory ?? false,
        preOrder: branch.preOrder ?? true,
        words: words.split(' ').filter((word) => word !== ''),
      },
    })),
  ];
});

const byId = new Map(categories.map((category) => [category.id, category]));

export const categoryById = (id: number): Category | undefined => byId.get(id);

export const leafById = (id: number): Leaf | undefined => byId.get(id)?.leaf ?? undefined;

/** Registered brands; `0` is "No Brand" everywhere (product.add_item: "No Brand if not brand"). */
export const brands: readonly { readonly id: number; readonly name: string; readonly categories: readonly number[] }[] =
  [
    { id: 1_100_001, name: 'Sari Roti', categories: [] },
    { id: 1_100_002, name: 'Danar Hadi', categories: [] },
    { id: 1_100_003, name: 'Batik Keris', categories: [] },
    { id: 1_100_004, name: 'Mustika Ratu', categories: [] },
    { id: 1_100_005, name: 'Martha Tilaar', categories: [] },
    { id: 1_100_006, name: 'Sido Muncul', categories: [] },
    { id: 1_100_007, name: 'Kapal Api', categories: [] },
    { id: 1_100_008, name: 'Maxim', categories: [] },
  ];

/**
 * The three likeliest leaves for a product's name, best first (product.category_recommend gives ids only). A longer match
 * and an earlier word weigh more, as the head of an Indonesian noun phrase comes first: "Sabun Kopi" is soap.
 */
export const recommend = (name: string): readonly number[] => {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const scored = categories.flatMap((category) => {
    if (category.leaf === null) return [];
    let score = 0;
    words.forEach((word, at) => {
      if (category.leaf?.words.includes(word) === true) score += 10 / (at + 1) + word.length / 100;
    });
    return score === 0 ? [] : [{ id: category.id, score }];
  });
  const best = scored.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, 3);
  return best.length > 0 ? best.map((entry) => entry.id) : [fallbackCategoryId];
};

export const fallbackCategoryId = categories.findLast((category) => category.leaf !== null)?.id ?? 0;

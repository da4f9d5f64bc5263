/**
 * The attributes that the simulated categories ask for, in the words of Shopee Open Platform v2 product.get_attribute_tree:
 * input_type 1 single drop-down, 2 single combo box, 3 free text, 4 multi drop-down, 5 multi combo box;
 * input_validation_type 0 none, 1 integer, 2 string, 3 float, 4 date; format_type 1 normal, 2 quantitative with unit.
 * The lists themselves are invented: the real ones are only to be had from the live API.
 */
export interface AttributeDefinition {
  readonly id: number;
  readonly name: { readonly id: string; readonly en: string };
  readonly inputType: 1 | 2 | 3 | 4 | 5;
  readonly validation: 0 | 1 | 2 | 3 | 4;
  readonly units: readonly string[];
  readonly maxValues: number;
  readonly values: readonly { readonly id: number; readonly name: { readonly id: string; readonly en: string } }[];
}

const values = (firstId: number, ...names: readonly (readonly [string, string])[]) =>
  names.map(([id, en], index) => ({ id: firstId + index, name: { id, en } }));

const define = (
  id: number,
  name: readonly [string, string],
  inputType: AttributeDefinition['inputType'],
  more: Partial<Pick<AttributeDefinition, 'validation' | 'units' | 'maxValues' | 'values'>> = {},
): AttributeDefinition => ({
  id,
  name: { id: name[0], en: name[1] },
  inputType,
  validation: more.validation ?? (inputType === 3 ? 2 : 0),
  units: more.units ?? [],
  maxValues: more.maxValues ?? (inputType >= 4 ? 5 : 1),
  values: more.values ?? [],
});

export const attributes = {
  origin: define(100_001, ['Negara Asal', 'Country of Origin'], 1, {
    values: values(
      10_001,
      ['Indonesia', 'Indonesia'],
      ['Malaysia', 'Malaysia'],
      ['Tiongkok', 'China'],
      ['Lainnya', 'Others'],
    ),
  }),
  shelfLife: define(100_002, ['Masa Penyimpanan', 'Shelf Life'], 1, {
    values: values(
      10_101,
      ['1 Bulan', '1 Month'],
      ['3 Bulan', '3 Months'],
      ['6 Bulan', '6 Months'],
      ['12 Bulan', '12 Months'],
      ['24 Bulan', '24 Months'],
      ['Lebih dari 24 Bulan', 'More than 24 Months'],
    ),
  }),
  netWeight: define(100_003, ['Berat Bersih', 'Net Weight'], 3, { validation: 3, units: ['g', 'kg'] }),
  volume: define(100_004, ['Volume', 'Volume'], 3, { validation: 3, units: ['ml', 'l'] }),
  foodPermit: define(100_005, ['No. Izin Edar (BPOM/P-IRT)', 'Food Registration No.'], 3),
  halal: define(100_006, ['Sertifikasi Halal', 'Halal Certification'], 1, {
    values: values(10_301, ['Ya', 'Yes'], ['Tidak', 'No']),
  }),
  packaging: define(100_007, ['Jenis Kemasan', 'Packaging Type'], 2, {
    values: values(
      10_401,
      ['Kantong', 'Bag'],
      ['Botol', 'Bottle'],
      ['Toples', 'Jar'],
      ['Kotak', 'Box'],
      ['Kaleng', 'Can'],
    ),
  }),
  flavour: define(100_008, ['Rasa', 'Flavour'], 5, {
    values: values(
      10_501,
      ['Original', 'Original'],
      ['Pedas', 'Spicy'],
      ['Manis', 'Sweet'],
      ['Asin', 'Salty'],
      ['Keju', 'Cheese'],
    ),
  }),
  cloth: define(100_101, ['Bahan', 'Material'], 5, {
    values: values(
      11_001,
      ['Katun', 'Cotton'],
      ['Sutra', 'Silk'],
      ['Tenun', 'Woven'],
      ['Rayon', 'Rayon'],
      ['Poliester', 'Polyester'],
      ['Kulit', 'Leather'],
      ['Denim', 'Denim'],
    ),
  }),
  pattern: define(100_102, ['Motif', 'Pattern'], 2, {
    values: values(
      11_101,
      ['Batik', 'Batik'],
      ['Polos', 'Plain'],
      ['Tenun', 'Woven'],
      ['Bordir', 'Embroidery'],
      ['Cetak', 'Print'],
    ),
  }),
  gender: define(100_103, ['Jenis Kelamin', 'Gender'], 1, {
    values: values(11_201, ['Pria', 'Male'], ['Wanita', 'Female'], ['Unisex', 'Unisex']),
  }),
  craftMaterial: define(100_201, ['Material', 'Material'], 2, {
    values: values(
      12_001,
      ['Kayu', 'Wood'],
      ['Bambu', 'Bamboo'],
      ['Rotan', 'Rattan'],
      ['Keramik', 'Ceramic'],
      ['Tanah Liat', 'Clay'],
      ['Logam', 'Metal'],
      ['Serat Alam', 'Natural Fibre'],
      ['Kaca', 'Glass'],
    ),
  }),
  handmade: define(100_202, ['Buatan Tangan', 'Handmade'], 1, {
    values: values(12_101, ['Ya', 'Yes'], ['Tidak', 'No']),
  }),
  length: define(100_203, ['Panjang', 'Length'], 3, { validation: 3, units: ['cm', 'm', 'mm'] }),
  assembly: define(100_301, ['Perlu Dirakit', 'Assembly Required'], 1, {
    values: values(13_001, ['Ya', 'Yes'], ['Tidak', 'No']),
  }),
  jewelMaterial: define(100_401, ['Bahan Perhiasan', 'Jewellery Material'], 1, {
    values: values(
      14_001,
      ['Perak', 'Silver'],
      ['Emas', 'Gold'],
      ['Tembaga', 'Copper'],
      ['Kuningan', 'Brass'],
      ['Lainnya', 'Others'],
    ),
  }),
  stone: define(100_402, ['Batu', 'Stone'], 4, {
    maxValues: 3,
    values: values(14_101, ['Tanpa Batu', 'None'], ['Mutiara', 'Pearl'], ['Akik', 'Agate'], ['Zirkon', 'Zircon']),
  }),
  cosmeticPermit: define(100_501, ['No. Notifikasi Kosmetika BPOM', 'Cosmetic Notification No.'], 3),
  skinType: define(100_502, ['Jenis Kulit', 'Skin Type'], 4, {
    values: values(
      15_001,
      ['Semua Jenis Kulit', 'All Skin Types'],
      ['Kering', 'Dry'],
      ['Berminyak', 'Oily'],
      ['Sensitif', 'Sensitive'],
    ),
  }),
  expiry: define(100_503, ['Tanggal Kedaluwarsa', 'Expiry Date'], 3, { validation: 4 }),
  herbalForm: define(100_601, ['Bentuk Sediaan', 'Dosage Form'], 1, {
    values: values(
      16_001,
      ['Serbuk', 'Powder'],
      ['Cair', 'Liquid'],
      ['Kapsul', 'Capsule'],
      ['Simplisia', 'Dried Herb'],
      ['Minyak', 'Oil'],
    ),
  }),
  warranty: define(100_701, ['Masa Garansi', 'Warranty Duration'], 1, {
    values: values(
      17_001,
      ['Tanpa Garansi', 'No Warranty'],
      ['1 Bulan', '1 Month'],
      ['6 Bulan', '6 Months'],
      ['12 Bulan', '12 Months'],
    ),
  }),
  metal: define(100_702, ['Jenis Logam', 'Metal Type'], 2, {
    values: values(
      17_101,
      ['Besi', 'Iron'],
      ['Baja', 'Steel'],
      ['Stainless Steel', 'Stainless Steel'],
      ['Aluminium', 'Aluminium'],
      ['Kuningan', 'Brass'],
    ),
  }),
} as const satisfies Readonly<Record<string, AttributeDefinition>>;

export type AttributeName = keyof typeof attributes;

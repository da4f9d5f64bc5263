import { describe, expect, test } from '@jest/globals';
import { categories, categoryById, recommend } from '../../../../../connectors/shopee/simulator/catalogue.ts';

const bestFor = (name: string): string => categoryById(recommend(name)[0] ?? 0)?.name.id ?? '';

describe('category_recommend', () => {
  test.each([
    ['kosmetik', 'Sabun Sereh Handmade 100 g', 'Sabun'],
    ['kosmetik', 'Lulur Beras Kencur', 'Lulur & Perawatan Tubuh'],
    ['fesyen', 'Kemeja Batik Parang Lengan Panjang', 'Batik & Kemeja Pria'],
    ['fesyen', 'Kain Tenun Ikat Troso', 'Kain & Tenun'],
    ['makanan', 'Keripik Tempe Sanan Original', 'Makanan Ringan'],
    ['makanan', 'Sambal Terasi Rumahan', 'Bumbu & Sambal'],
    ['minuman', 'Kopi Arabika Gayo 200 g', 'Kopi'],
    ['minuman', 'Sirup Jeruk Kalamansi', 'Sirup & Minuman'],
    ['kerajinan', 'Keranjang Anyaman Mendong', 'Anyaman'],
    ['kerajinan', 'Gerabah Kasongan Vas Bunga', 'Gerabah & Keramik'],
    ['mebel', 'Kursi Teras Rotan', 'Kursi & Sofa'],
    ['mebel', 'Meja Makan Kayu Jati', 'Meja'],
    ['perhiasan', 'Cincin Perak Kotagede', 'Cincin'],
    ['herbal', 'Jamu Kunyit Asam', 'Jamu & Obat Tradisional'],
    ['produk-logam', 'Pisau Dapur Tempa Cibatu', 'Pisau & Parang'],
    ['produk-logam', 'Wajan Baja 40 cm', 'Alat Masak'],
    ['digital', 'Zqxwv', 'Lain-lain'],
  ])('%s: %s', (_komoditas, name, category) => {
    expect(bestFor(name)).toBe(category);
  });

  test('gives leaves only, at most three', () => {
    for (const name of ['Keripik kopi sambal madu batik', '']) {
      const ids = recommend(name);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.length).toBeLessThanOrEqual(3);
      for (const id of ids) expect(categoryById(id)?.leaf).not.toBeNull();
    }
  });
});

test('every id is one category’s, and every leaf has a parent', () => {
  expect(new Set(categories.map((category) => category.id)).size).toBe(categories.length);
  for (const category of categories) {
    if (category.leaf !== null) expect(categoryById(category.parentId)?.leaf).toBeNull();
  }
  expect(categories.filter((category) => category.leaf !== null).length).toBeGreaterThanOrEqual(40);
});

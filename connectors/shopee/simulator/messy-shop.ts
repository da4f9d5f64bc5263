import type { Item } from './model.ts';
import { sellersItem } from './seller.ts';
import type { Store } from './store.ts';

/** The shop of this name comes with what shops that nobody tidied have. */
export const messyShopName = 'Toko Berantakan Jaya';
const size = 200;
const dayMs = 86_400_000;

const goods = [
  ['Keripik tempe sagu 250g', 18_000],
  ['Keripik pisang cokelat 200 gram', 21_000],
  ['Sambal bawang botol 150 ml', 27_000],
  ['Kopi bubuk robusta 500 gr', 48_000],
  ['Batik tulis motif parang', 285_000],
  ['Tas anyaman pandan', 90_000],
  ['Sabun susu kambing 80g', 19_500],
  ['Madu hutan 350 ml', 76_000],
  ['Kain tenun ikat troso', 190_000],
  ['Mangkuk gerabah', 32_000],
  ['Gula semut aren 500g', 29_000],
  ['Dompet kulit sapi', 145_000],
  ['Abon ikan tuna 100 g', 33_000],
  ['Lampu hias bambu', 125_000],
  ['Teh celup daun kelor', 24_000],
  ['Rengginang terasi 250 gram', 16_000],
  ['Blus bordir katun', 159_000],
  ['Pisau dapur tempa', 68_000],
  ['Minyak telon herbal 60ml', 26_500],
  ['Kursi rotan', 640_000],
] as const;

/** How sellers write the same name. */
const manners: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => `🔥🔥 ${name} 🔥 PROMO TERMURAH`,
  (name) => `${name} (READY STOCK) - bisa COD`,
  (name) => name.toLowerCase().replaceAll(' ', '  '),
  (name) => `Ｏｌｅｈ-oleh ${name} ✨asli✨`,
  (name) => `${name} isi 3`,
  (name) => `Paket hemat ${name.split(' ').slice(0, 2).join(' ')} campur`,
  (name) => name.split(' ').toReversed().join(' '),
  (name) => name,
];

/** SKU fields as they are found: empty, repeated, and some that look like an app's own marks. */
const skuOf = (n: number): string => {
  switch (n % 9) {
    case 0:
      return '';
    case 1:
      return 'SKU-1';
    case 2:
      return `BRG/${n} (baru)`;
    case 3:
      return `01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, '0')}-1`;
    case 4:
      return `01arz3ndektsv4rrffq69g${String(n).padStart(4, '0')}-1`;
    case 5:
      return `01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, '0')}-0`;
    default:
      return `T${n}`;
  }
};

const statusOf = (n: number): Item['status'] => {
  if (n % 20 === 7) return n % 40 === 7 ? 'SELLER_DELETE' : 'SHOPEE_DELETE';
  if (n % 12 === 5) return 'UNLIST';
  if (n % 25 === 9) return 'BANNED';
  return 'NORMAL';
};

const violation = (nowMs: number): Item['violation'] => ({
  violation_type: 'Prohibited Listing',
  violation_reason: 'License Reason',
  suggestion: 'Upload license',
  fix_deadline_time: Math.floor((nowMs + 7 * dayMs) / 1000),
  update_time: Math.floor(nowMs / 1000),
});

const withVariants = (item: Item): Item => ({
  ...item,
  stock: 0,
  tiers: [{ name: 'Rasa', options: ['Asli', 'Pedas'].map((option) => ({ option, imageId: '' })) }],
  models: [0, 1].map((at) => ({
    modelId: item.itemId * 10 + at,
    tierIndex: [at],
    sku: at === 0 ? '' : item.sku,
    originalPrice: item.originalPrice + at * 1_000,
    stock: 5 + at,
    reserved: 0,
    gtin: '',
    weight: null,
    dimension: null,
  })),
});

/** The same 200 items every time but for their ids: duplicates, near names, deleted, banned and unlisted ones. */
export const seedMessyShop = (store: Store, shopId: number, nowMs: number): void => {
  for (let n = 0; n < size; n += 1) {
    const [name, price] = goods[n % goods.length] ?? goods[0];
    const written = manners[Math.floor(n / goods.length) % manners.length]?.(name) ?? name;
    const atMs = nowMs - (size - n) * dayMs;
    store.addItem((itemId) => {
      const item: Item = {
        ...sellersItem(
          { itemId, shopId, nowMs: atMs },
          {
            name: written,
            price: price + (n % 7) * 500,
            stock: (n * 13) % 41,
            sku: skuOf(n),
            description: n % 4 === 0 ? written : `${written}. Produk asli buatan sendiri, dikirim tiap hari.`,
            // a third has no photo; the others' photos are the shop's own, gone from its disk
            images: n % 3 === 0 ? [] : [`id-11134207-messy${String(n).padStart(4, '0')}aaaaaaaaaaaa`],
          },
        ),
        status: statusOf(n),
        violation: statusOf(n) === 'BANNED' ? violation(nowMs) : null,
        // deleted items are readable for 90 days
        updatedMs: Math.max(atMs, nowMs - 30 * dayMs),
      };
      return n % 16 === 2 ? withVariants(item) : item;
    });
  }
};

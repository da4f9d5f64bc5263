import type { Komoditas } from '../shared/domain/komoditas.ts';
import type { Listable } from '../shared/domain/listing/listable.ts';

/** A category of Google's product taxonomy (version 2021-09-21), which Meta reads too: its number and its path. */
export interface FeedCategory {
  readonly id: string;
  readonly path: string;
}

const c = (id: number, path: string): FeedCategory => ({ id: String(id), path });

const clothing = c(1604, 'Apparel & Accessories > Clothing');
const clothingAccessories = c(167, 'Apparel & Accessories > Clothing Accessories');
const bags = c(6551, 'Apparel & Accessories > Handbags, Wallets & Cases');
const shoes = c(187, 'Apparel & Accessories > Shoes');
const jewelry = c(188, 'Apparel & Accessories > Jewelry');
const beverages = c(413, 'Food, Beverages & Tobacco > Beverages');
const food = c(422, 'Food, Beverages & Tobacco > Food Items');
const healthCare = c(491, 'Health & Beauty > Health Care');
const personalCare = c(2915, 'Health & Beauty > Personal Care');
const cosmetics = c(473, 'Health & Beauty > Personal Care > Cosmetics');
const decor = c(696, 'Home & Garden > Decor');
const kitchen = c(638, 'Home & Garden > Kitchen & Dining');
const tools = c(1167, 'Hardware > Tools');
const beds = c(6433, 'Furniture > Beds & Accessories');
const cabinets = c(6356, 'Furniture > Cabinets & Storage');
const chairs = c(443, 'Furniture > Chairs');
const furnitureSets = c(6345, 'Furniture > Furniture Sets');
const shelving = c(464, 'Furniture > Shelving');
const sofas = c(460, 'Furniture > Sofas');
const tables = c(6392, 'Furniture > Tables');
const digitalGoods = c(5032, 'Software > Digital Goods & Currency');

/** Per komoditas: what it is without a better hint first, then by a word of its name; all have at least two levels. */
const table: Readonly<Record<Komoditas, readonly [FeedCategory, ...(readonly [FeedCategory, RegExp])[]]>> = {
  makanan: [food],
  minuman: [beverages],
  kosmetik: [cosmetics, [personalCare, /\b(sabun|sampo|shampoo|pasta gigi)\b/i]],
  fesyen: [
    clothing,
    [bags, /\b(tas|dompet|clutch)\b/i],
    [shoes, /\b(sepatu|sandal|selop)\b/i],
    [clothingAccessories, /\b(topi|peci|syal|selendang|ikat pinggang|sabuk|hijab|kerudung)\b/i],
  ],
  kerajinan: [decor, [kitchen, /\b(piring|mangkuk|gelas|cangkir|teko|nampan|talenan)\b/i], [bags, /\b(tas|dompet)\b/i]],
  mebel: [
    furnitureSets,
    [chairs, /\b(kursi|bangku|dingklik)\b/i],
    [tables, /\bmeja\b/i],
    [cabinets, /\b(lemari|laci|nakas|bufet)\b/i],
    [shelving, /\brak\b/i],
    [beds, /\b(ranjang|tempat tidur|dipan)\b/i],
    [sofas, /\bsofa\b/i],
  ],
  perhiasan: [jewelry],
  herbal: [healthCare],
  'produk-logam': [tools, [kitchen, /\b(pisau|wajan|panci|sendok|garpu|sutil|dandang)\b/i]],
  digital: [digitalGoods],
};

/** Every category a komoditas may be put in, the usual one first. */
export const categoriesFor = (komoditas: Komoditas): readonly FeedCategory[] => {
  const [usual, ...others] = table[komoditas];
  return [usual, ...others.map(([category]) => category)];
};

/** The category of a product by its komoditas and name. */
export const categoryOf = ({ komoditas, name }: Pick<Listable, 'komoditas' | 'name'>): FeedCategory => {
  const [usual, ...others] = table[komoditas];
  return others.find(([, word]) => word.test(name))?.[0] ?? usual;
};

const byId = new Map(
  Object.values(table).flatMap(([usual, ...others]) =>
    [usual, ...others.map(([category]) => category)].map(({ id, path }) => [id, path] as const),
  ),
);

/** The path of an entry's category; of one whose number is not ours, the category of its komoditas and name. */
export const pathOfCategory = (
  content: Pick<Listable, 'komoditas' | 'name'> & { readonly categoryId?: string | undefined },
): string => byId.get(content.categoryId ?? '') ?? categoryOf(content).path;

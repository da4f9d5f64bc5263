import type { ProductId } from '../ids.ts';
import type { ShopItemRecord, Suggestion } from './shop-item.ts';
import { catalogueOf, suggest, type Catalogue } from './suggest.ts';

/** The products that an item most likely is: by name, code and photo first; then the prices of those few decide between them. */
export const suggestionsFor = async (
  item: Parameters<typeof suggest>[0],
  catalogue: Catalogue,
  priceOf: (productId: ProductId) => Promise<number | undefined>,
): Promise<readonly Suggestion[]> => {
  const { priceIdr, ...rest } = item;
  const first = suggest(rest, catalogue);
  if (first.length === 0 || priceIdr === undefined) return first;
  const wanted = new Set<string>(first.map(({ productId }) => productId));
  const near = catalogue.all.filter(({ productId }) => wanted.has(productId));
  const priced = await Promise.all(near.map(async (each) => ({ ...each, priceIdr: await priceOf(each.productId) })));
  return suggest(item, catalogueOf(priced));
};

/** An address without what changes from day to day: signed addresses of one photo differ in their query. */
const placeOf = (url: string): string => url.replace(/[?#].*$/su, '');

/** What its main photo looks like, if that was fetched and is still the same. */
export const photoSeen = (
  before: Pick<ShopItemRecord, 'photo'> | undefined,
  photoUrls: readonly string[],
): ShopItemRecord['photo'] => {
  const [main] = photoUrls;
  return main !== undefined && before?.photo !== undefined && placeOf(before.photo.url) === placeOf(main)
    ? before.photo
    : undefined;
};

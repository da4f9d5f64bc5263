import { isWithin } from '../domain/member/member.ts';
import { reachesThroughSentra, type Reach } from '../domain/member/reach.ts';
import type { ListProducts, ProductQuestion } from '../domain/product/product-repository.ts';
import type { Product } from '../domain/product/product.ts';
import type { TableAt } from './dynamo.ts';
import { readPage, registerStretch, type Page, type Position, type Stretch } from './page.ts';
import { areasOf, areaStretches } from './register-list.ts';
import { fromProductRow, OfferRow, ProductRow } from './rows/product-row.ts';

const ofIkm = (ikmId: string): Stretch => registerStretch('by-ikm', `IKM#${ikmId}`);
const ofSentra = (sentraId: string): Stretch => registerStretch('by-sentra', `SENTRA-PRODUCT#${sentraId}`);

type Keep = (product: Product, stretch: Stretch) => boolean;
interface Way {
  readonly stretches: readonly Stretch[];
  readonly keep: readonly Keep[];
}

const isInAreas = ({ regionCode }: Product, areas: readonly string[]): boolean =>
  areas.some((area) => isWithin(regionCode, area));

/** Through all that the caller reaches; what lies in two of the caller's scopes is shown by the first. */
const wayThroughReach = (reach: Reach, { regionCode, curation }: ProductQuestion): Way => {
  const areas = areasOf(reach, regionCode);
  const isWaiting = curation === 'submitted';
  const inAreas = isWaiting
    ? areaStretches('by-waiting', 'WAITING-PRODUCT', areas)
    : areaStretches('by-region', 'REGION-PRODUCT', areas);
  const own: Pick<Reach, 'sentraIds' | 'ikmIds' | 'withheld'> = reach.everything
    ? { sentraIds: [], ikmIds: [] }
    : reach;
  const { sentraIds, ikmIds } = own;
  const byId = [...sentraIds.map(ofSentra), ...ikmIds.map(ofIkm)];
  if (byId.length === 0) {
    return {
      stretches: inAreas,
      keep: curation === undefined || isWaiting ? [] : [({ curation: c }) => c === curation],
    };
  }
  const isFirst: Keep = (product, { index }) =>
    (index !== 'by-sentra' && index !== 'by-ikm') ||
    (!isInAreas(product, areas) && (index === 'by-sentra') === reachesThroughSentra(own, product));
  return {
    stretches: [...inAreas, ...byId],
    keep: [
      isFirst,
      ({ regionCode: place }) => regionCode === undefined || isWithin(place, regionCode),
      ({ curation: c, archived }) => curation === undefined || (c === curation && !(isWaiting && archived)),
    ],
  };
};

/** One IKM's or one sentra's. The caller must already be known to reach it; single products may lie outside all the same. */
const wayThrough = (stretches: readonly Stretch[], reach: Reach, question: ProductQuestion): Way => {
  const { sentraId, regionCode, curation } = question;
  const isReached: Keep = (product) =>
    reach.everything ||
    isInAreas(product, reach.areas) ||
    reach.ikmIds.includes(product.ikmId) ||
    reachesThroughSentra(reach, product);
  const asked: Keep = (product) =>
    (sentraId === undefined || product.sentraId === sentraId) &&
    (regionCode === undefined || isWithin(product.regionCode, regionCode)) &&
    (curation === undefined || product.curation === curation);
  const isPlain = reach.everything && regionCode === undefined && curation === undefined;
  return { stretches, keep: isPlain ? [] : [isReached, asked] };
};

/** Lists of products by index: a page costs the same however long the list is. */
export const createListProducts =
  (at: TableAt): ListProducts =>
  async (reach, question, limit, position) => {
    const { ikmId, sentraId, sentraIsReached } = question;
    const way =
      ikmId !== undefined
        ? wayThrough([ofIkm(ikmId)], reach, question)
        : sentraId !== undefined
          ? wayThrough(sentraIsReached ? [ofSentra(sentraId)] : reach.ikmIds.map(ofIkm), reach, question)
          : wayThroughReach(reach, question);
    return readPage(at, {
      stretches: way.stretches,
      limit,
      position,
      parse: (item) => fromProductRow(ProductRow.parse(item)),
      ...(way.keep.length > 0 && { keep: (product, stretch) => way.keep.every((each) => each(product, stretch)) }),
    });
  };

/** Offers of which more was sold than there is, by IKM: owners must make more, or cancel. */
export const createListOversold =
  (at: TableAt) =>
  async (
    ikmIds: readonly string[],
    limit: number,
  ): Promise<readonly { readonly productId: string; readonly ikmId: string; readonly pieces: number }[]> => {
    const { rows } = await readPage(at, {
      stretches: ikmIds.map((id) => registerStretch('by-waiting', `OVERSOLD#${id}`)),
      limit,
      position: undefined,
      parse: (item) => OfferRow.parse(item),
    });
    return rows.map(({ productId, ikmId, whole, byVariant = {} }) => ({
      productId,
      ikmId,
      pieces: [whole, ...Object.values(byVariant)].reduce((sum, offer) => sum + (offer?.oversold ?? 0), 0),
    }));
  };

/** An IKM's products by id, page by page, for the house's own work; from an index, so the newest may lack for a moment. */
export const productsOfIkm =
  (at: TableAt) =>
  (ikmId: string, limit: number, position: Position | undefined): Promise<Page<Product>> =>
    readPage(at, {
      stretches: [ofIkm(ikmId)],
      limit,
      position,
      parse: (item) => fromProductRow(ProductRow.parse(item)),
    });

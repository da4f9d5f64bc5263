import type { Account } from '../account/account.ts';
import { ProductId, type VariantId } from '../ids.ts';
import type { Listing } from '../listing/listing.ts';
import type { ProductFile } from '../product/product.ts';
import { IkmId } from '../ids.ts';
import type { LineOwner, Resolution, SeenLine } from './order.ts';

export interface ResolveDeps {
  /** The listing of a product in this account: only what was listed there is ours to sell there. */
  readonly listing: (key: {
    readonly productId: string;
    readonly accountId: string;
  }) => Promise<Pick<Listing, 'ikmId' | 'sentraId' | 'regionCode'> | undefined>;
  readonly product: (productId: string) => Promise<ProductFile | undefined>;
  /** The product that an owner linked a shop's own item to. */
  readonly linkedProduct: (account: Account, externalItemId: string) => Promise<string | undefined>;
}

/** Our mark on an item or a variant: product, generation, and what tells the variant. */
const readMark = (sku: string | undefined): { readonly productId: ProductId; readonly tail?: string } | undefined => {
  const parts = /^([0-9A-Z]{26})-[1-9]\d*(?:-([0-9A-Z]{1,26}))?$/.exec(sku ?? '');
  const productId = ProductId.safeParse(parts?.[1]).data;
  if (productId === undefined) return undefined;
  const tail = parts?.[2];
  return { productId, ...(tail !== undefined && { tail }) };
};

/** A tail of one or two digits is a variant's place among the ids in order, for marketplaces that search by whole SKUs. */
const isPlace = (tail: string): boolean => /^\d{1,2}$/.test(tail);

/** The variant a line is of: by the end of its id, by its place, or by the owner's own SKU on a linked item. */
const variantOf = (
  { product, approved, offers }: ProductFile,
  tail: string | undefined,
  ownSku: string | undefined,
): VariantId | undefined => {
  const ids = [...(approved?.content.variants?.items ?? []), ...(product.content.variants?.items ?? [])].filter(
    ({ variantId }, at, all) => all.findIndex((one) => one.variantId === variantId) === at,
  );
  const sold = ids.filter(({ variantId }) => offers.byVariant?.[variantId] !== undefined);
  if (tail === undefined) return ownSku === undefined ? undefined : sold.find(({ sku }) => sku === ownSku)?.variantId;
  if (isPlace(tail)) {
    const listed = (approved?.content ?? product.content).variants?.items ?? [];
    return listed.map(({ variantId }) => variantId).sort()[Number(tail) - 1];
  }
  return ids.find(({ variantId }) => variantId.endsWith(tail))?.variantId;
};

const holderOf = ({ holder, place }: Account): LineOwner => ({
  type: holder.type,
  id: holder.id,
  regionCode: place.regionCode,
  ...(place.sentraId !== undefined && { sentraId: place.sentraId }),
  ...(holder.type === 'ikm' && { ikmId: IkmId.parse(holder.id) }),
  ...(holder.type === 'partner' && { partnerId: holder.id }),
});

/**
 * Whose an order line is, and which stock it takes. A line counts as ours only if its product is listed in this very
 * account: a stranger who copies our mark onto an item of their own must not lower anybody's stock.
 */
export const resolveLine =
  ({ listing, product, linkedProduct }: ResolveDeps) =>
  async (account: Account, line: SeenLine): Promise<Resolution> => {
    const foreign: Resolution = { owner: holderOf(account) };
    const mark = readMark(line.variantMarker) ?? readMark(line.marker);
    const linked = mark === undefined ? await linkedProduct(account, line.externalItemId) : undefined;
    const productId = mark?.productId ?? ProductId.safeParse(linked).data;
    if (productId === undefined) return foreign;
    const listed = await listing({ productId, accountId: account.accountId });
    if (listed === undefined) return foreign;
    const file = await product(productId);
    const variantId = file === undefined ? undefined : variantOf(file, mark?.tail, line.variantMarker ?? line.marker);
    return {
      owner: {
        type: 'ikm',
        id: listed.ikmId,
        ikmId: listed.ikmId,
        regionCode: listed.regionCode,
        ...(listed.sentraId !== undefined && { sentraId: listed.sentraId }),
      },
      productId,
      ...(variantId !== undefined && { variantId }),
    };
  };

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Trust } from '../domain/curation/trust.ts';
import { Photo } from '../domain/photo/photo.ts';
import type { Offers } from '../domain/product/offer.ts';
import { orderChangePrefix, type ProductRepository } from '../domain/product/product-repository.ts';
import type { Approved, Product, ProductFile } from '../domain/product/product.ts';
import { nextEtag } from '../domain/save.ts';
import { toEpochSeconds, toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { toPhotoRow } from './rows/photo-row.ts';
import {
  fromProductRow,
  ProductPartRow,
  StockChangeRow,
  toApprovedRow,
  toDeletedRow,
  toOfferRow,
  toProductRow,
} from './rows/product-row.ts';
import { ticketSteps } from './rows/ticket-row.ts';
import { toTrustRow } from './rows/trust-row.ts';
import { toVersionRow } from './rows/version-row.ts';
import { putItem, readItem, transact, type Step } from './versioned-item.ts';
import { allVersionSteps, surplusSteps } from './versions.dynamo.ts';

/** A repeated stock change is known again for this long. */
const stockChangesKeptMs = 90 * 24 * 60 * 60 * 1000;

/**
 * All of a product in one strongly consistent query: content, offer, approved version, photos; not its stock changes. It
 * fits one answer (1 MB): a body is 256 kB at most and photos are few.
 * @returns undefined when there is none or it was deleted.
 * @throws ZodError when a stored row is not what its schema says.
 */
export const readProduct = async (at: TableAt, productId: string): Promise<ProductFile | undefined> => {
  const { Items = [] } = await at.dynamo.send(
    new QueryCommand({
      TableName: at.table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': registerKeys.product(productId).pk,
        ':first': registerKeys.approved(productId).sk,
        ':last': registerKeys.photo(productId, '~').sk,
      },
      ConsistentRead: true,
    }),
  );
  let product: Product | undefined;
  let offers: Offers | undefined;
  let approved: Approved | undefined;
  const photos: Photo[] = [];
  for (const item of Items) {
    if (item['type'] === 'photo') {
      photos.push(Photo.parse(item));
      continue;
    }
    const row = ProductPartRow.parse(item);
    switch (row.type) {
      case 'product':
        if ('deleted' in row) return undefined;
        product = fromProductRow(row);
        break;
      case 'offer':
        offers = { etag: row.etag, whole: row.whole, byVariant: row.byVariant, imported: row.imported };
        break;
      case 'approved':
        approved = { etag: row.etag, content: row.content, at: row.at };
        break;
    }
  }
  offers ??= product?.firstOffers;
  if (product === undefined || offers === undefined) return undefined;
  return { product, offers, approved, photos };
};

const lockOf = (product: Product) => ({ etag: product.etag, also: { revision: product.revision } });

/** Whether these offers still stand in the product's own item: their first change gives them one. */
const isEmbedded = (of: Product, offers: Offers): boolean => of.firstOffers?.etag === offers.etag;

const offerStep = (of: Product, before: Offers, after: Offers): Step => ({
  put: toOfferRow(of, after),
  expected: isEmbedded(of, before) ? 'absent' : { etag: before.etag },
});

/** Offers alone. A deletion takes their item along; before they have one, it is the product's item that tells. */
const offerSteps = (of: Product, before: Offers, after: Offers): readonly Step[] => [
  offerStep(of, before, after),
  ...(isEmbedded(of, before)
    ? [{ check: registerKeys.product(of.productId), expected: { also: { deleted: undefined } } }]
    : []),
];

const trustStep = ({ before, after }: { readonly before: Trust; readonly after?: Trust }): Step => {
  const expected = { etag: before.etag };
  return after === undefined
    ? { check: registerKeys.trust(before.ikmId), expected }
    : { put: toTrustRow(after), expected };
};

const all = async (at: TableAt, steps: readonly Step[]): Promise<'written' | 'conflict'> => {
  const [only, ...others] = steps;
  if (only !== undefined && 'put' in only && others.length === 0)
    return putItem(at, only.put, only.expected, only.expected === 'absent' ? 'conflict' : 'written');
  return (await transact(at, steps)).written ? 'written' : 'conflict';
};

/** The products of the register in DynamoDB. */
export const createProductRepository = (at: TableAt, clock: Clock): ProductRepository => ({
  read: (productId) => readProduct(at, productId),

  write: async ({ before, product, offers, approved, version, trust, newPhotos = [], removedPhotoId }) => {
    const { productId } = product;
    const steps: Step[] = [
      {
        put: toProductRow({ ...product, revision: nextEtag(before?.revision) }),
        expected: before === undefined ? 'absent' : lockOf(before),
      },
    ];
    if (offers !== undefined) steps.push(offerStep(product, offers.before, offers.after));
    if (approved === 'withdrawn') steps.push({ remove: registerKeys.approved(productId), expected: 'any' });
    else if (approved !== undefined) steps.push({ put: toApprovedRow(productId, approved), expected: 'any' });
    steps.push(...ticketSteps(before, product));
    if (version !== undefined) {
      steps.push({ put: toVersionRow(productId, version, clock()), expected: 'any' });
      steps.push(...(await surplusSteps(at, productId, version.etag)));
    }
    if (trust !== undefined) steps.push(trustStep(trust));
    for (const photo of newPhotos) steps.push({ put: toPhotoRow(photo), expected: 'absent' });
    if (removedPhotoId !== undefined) {
      steps.push({ remove: registerKeys.photo(productId, removedPhotoId), expected: 'any' });
    }
    return all(at, steps);
  },

  writeOffers: (of, before, after) => all(at, offerSteps(of, before, after)),

  applyStockChange: (of, before, after, change) =>
    all(at, [
      ...offerSteps(of, before, after),
      {
        put: {
          ...registerKeys.stockChange(of.productId, change.changeId),
          type: 'stock-change',
          productId: of.productId,
          ...change,
          at: toIso(clock()),
          expiresAt: toEpochSeconds(clock() + stockChangesKeptMs),
        },
        expected: 'absent',
      },
    ]),

  stockChange: async (productId, changeId) => {
    const row = await readItem(at, registerKeys.stockChange(productId, changeId), StockChangeRow);
    return row === undefined ? undefined : { variantId: row.variantId, by: row.by, changeId: row.changeId };
  },

  orderedSince: async (productId, variantId, since) => {
    const { pk, sk } = registerKeys.stockChange(productId, orderChangePrefix);
    let sum = 0;
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
        new QueryCommand({
          TableName: at.table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          FilterExpression: '#at > :since',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':pk': pk, ':prefix': sk, ':since': since },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      for (const row of Items.map((item) => StockChangeRow.parse(item))) if (row.variantId === variantId) sum += row.by;
      from = LastEvaluatedKey;
    } while (from !== undefined);
    return sum;
  },

  remove: async ({ product, photos }) =>
    all(at, [
      { put: toDeletedRow(product, toIso(clock())), expected: lockOf(product) },
      { remove: registerKeys.offer(product.productId), expected: 'any' },
      { remove: registerKeys.approved(product.productId), expected: 'any' },
      { remove: registerKeys.ticket(product.productId), expected: 'any' },
      ...(await allVersionSteps(at, product.productId)),
      ...photos.map(({ photoId }): Step => ({
        remove: registerKeys.photo(product.productId, photoId),
        expected: 'any',
      })),
    ]),
});

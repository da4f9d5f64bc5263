import { describe, expect, test } from '@jest/globals';
import { IkmId, PhotoId, ProductId, SentraId } from '../../../../shared/domain/ids.ts';
import { ProductBody, splitBody, type Product } from '../../../../shared/domain/product/product.ts';
import { ProductSummary, ProductView, toSummary, toView } from '../../../../shared/domain/product/view.ts';
import { toIso } from '../../../../shared/domain/time.ts';
import { ChangedRow } from '../../../../shared/messaging/changed-row.ts';
import { toEvents } from '../../../../shared/messaging/to-events.ts';
import { toPhotoRow } from '../../../../shared/persistence/rows/photo-row.ts';
import {
  fromProductRow,
  ProductRow,
  toApprovedRow,
  toDeletedRow,
  toOfferRow,
  toProductRow,
} from '../../../../shared/persistence/rows/product-row.ts';

const at = toIso(Date.UTC(2026, 10, 22));
const productId = ProductId.parse('01JCXQ6M3N5P7Q9R1S3T5V7W01');
const offer = { priceIdr: 25_000, availability: 'ready' as const, stock: 40 };
const base = { name: 'Batik', description: 'Tulis.', komoditas: 'fesyen', kind: 'physical' };
const withVariants = ProductBody.parse({
  ...base,
  variants: {
    options: [{ name: 'Ukuran', values: ['S'] }],
    items: [{ variantId: '01JCXQ6M3N5P7Q9R1S3T5V7W09', values: ['S'], offer }],
  },
});
const productOf = (body: ProductBody): Product => ({
  productId,
  ikmId: IkmId.parse('01JCXQ6M3N5P7Q9R1S3T5V7W02'),
  sentraId: SentraId.parse('01JCXQ6M3N5P7Q9R1S3T5V7W03'),
  regionCode: '35.73.01',
  etag: '1',
  revision: '4',
  content: splitBody(body).content,
  curation: 'draft',
  reasons: [],
  archived: false,
  createdWith: 'digest',
  createdAt: at,
  updatedAt: at,
});
const product = productOf(ProductBody.parse({ ...base, offer }));

describe('a product’s row', () => {
  test('comes back as it was stored, and stands in each list it belongs to', () => {
    for (const each of [product, { ...product, curation: 'submitted' as const, submittedAt: at }]) {
      const row = toProductRow(each);
      expect(fromProductRow(ProductRow.parse(row))).toEqual(each);
      expect(row).toMatchObject({
        ikmPk: `IKM#${product.ikmId}`,
        sentraPk: `SENTRA-PRODUCT#${product.sentraId}`,
        regionPk: 'REGION-PRODUCT#35',
        regionSk: `35.73.01#${productId}`,
      });
      expect('waitingPk' in row).toBe(each.curation === 'submitted');
    }
  });

  test('is shown without what is ours alone, and fits the answer its route promises', () => {
    for (const body of [ProductBody.parse({ ...base, offer }), withVariants]) {
      const view = toView({ product: productOf(body), offers: { etag: '1', ...splitBody(body).offers } });
      expect(ProductView.parse(view)).toEqual(view);
      expect(JSON.stringify(view)).not.toMatch(/revision|createdWith|firstOffers|imported/);
    }
    expect(ProductSummary.parse(toSummary(product))).toMatchObject({ productId, name: 'Batik' });
  });
});

describe('what the publisher makes of the rows', () => {
  const typesOf = (before: object | undefined, after: object | undefined) =>
    toEvents({
      stream: 'arn',
      sequence: '1',
      at,
      before: before && ChangedRow.parse(before),
      after: after && ChangedRow.parse(after),
    }).map(({ type }) => type);
  const row = toProductRow(product);

  test.each([
    ['saved at creation', undefined, row, ['product.saved.v1']],
    [
      'saved when content changes',
      row,
      toProductRow({ ...product, etag: '2', content: { ...product.content, name: 'Lain' } }),
      ['product.saved.v1'],
    ],
    ['nothing for a moved revision', row, toProductRow({ ...product, revision: '5' }), []],
    ['nothing for a submission', row, toProductRow({ ...product, curation: 'submitted', submittedAt: at }), []],
    ['curated', row, toProductRow({ ...product, curation: 'approved', approvedEtag: '1' }), ['product.curated.v1']],
    ['archived', row, toProductRow({ ...product, archived: true }), ['product.archived.v1']],
    ['archived, when deleted', row, toDeletedRow(product, at), ['product.archived.v1']],
    [
      'nothing for an approved version',
      undefined,
      toApprovedRow(productId, { etag: '1', content: product.content, at }),
      [],
    ],
    [
      'offer-changed, when offers leave the product they were created with',
      undefined,
      toOfferRow(product, { etag: '2', whole: offer }),
      ['product.offer-changed.v1'],
    ],
    [
      'offer-changed',
      toOfferRow(product, { etag: '1', whole: offer }),
      toOfferRow(product, { etag: '2', whole: offer }),
      ['product.offer-changed.v1'],
    ],
  ])('%s', (_, before, after, types) => {
    expect(typesOf(before, after)).toEqual(types);
  });

  test('a photo’s end is told, its waiting is not', () => {
    const photoId = PhotoId.parse('01JCXQ6M3N5P7Q9R1S3T5V7W05');
    const waiting = toPhotoRow({
      productId,
      photoId,
      contentType: 'image/jpeg',
      bytes: 5,
      createdAt: at,
      state: 'waiting',
    });
    expect(typesOf(undefined, waiting)).toEqual([]);
    expect(typesOf(waiting, { ...waiting, state: 'ready' })).toEqual(['photo.processed.v1']);
    expect(typesOf(waiting, { ...waiting, state: 'rejected', reason: 'photo-empty' })).toEqual(['photo.rejected.v1']);
  });
});

import { describe, expect, test } from '@jest/globals';
import { getImage } from '../../../../functions/get-image/use-case.ts';
import { getProductPage } from '../../../../functions/get-product-page/use-case.ts';
import type { Maker } from '../../../../shared/domain/ikm/maker.ts';

const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X';
const rendition = (letter: string, width: number) => ({
  name: `${letter.repeat(32)}.jpg`,
  width,
  height: width,
  bytes: 9,
});
const photoId = '01JCXQ7A1B2C3D4E5F6G7H8J9K';
const maker: Maker = {
  state: 'approved',
  seller: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', businessName: 'Tempe Bu Siti' },
  origin: { regionName: 'Kota Malang' },
  regionCode: '35.73',
  pagesAt: 'https://ikm.example',
  site: { whatsapp: '+6281234567890' },
};
const content = { name: 'Keripik', description: 'Renyah', komoditas: 'makanan', kind: 'physical', photos: [photoId] };
const file = (changes: object = {}): any => ({
  product: { productId, ikmId: maker.seller.ikmId, archived: false, content: { ...content, name: 'Belum disetujui' } },
  offers: { etag: '1', whole: { priceIdr: 18_500, availability: 'ready', stock: 3 } },
  approved: { etag: '1', at: '', content },
  photos: [{ photoId, state: 'ready', renditions: { large: rendition('a', 1200), small: rendition('b', 480) } }],
  ...changes,
});
const listing = (marketplace: string, state: string, externalUrl?: string): any => ({
  marketplace,
  wanted: 'live',
  observed: { item: { state, externalUrl }, blocked: [], refused: {}, attempts: 0 },
});

const read = (found: unknown, of: Maker | undefined = maker, listed: readonly unknown[] = []) =>
  getProductPage({
    readProduct: () => Promise.resolve(found as any),
    makerOf: () => Promise.resolve(of),
    listings: { ofProduct: () => Promise.resolve(listed as any) },
    shopNameOf: (marketplace) => ({ shopee: 'Shopee', lazada: 'Lazada' })[marketplace],
    clock: () => 0,
  })(productId);

describe('what has a page', () => {
  test('an approved product of an approved IKM whose shop site is on, as it was approved', async () => {
    const page = await read(file());
    expect(page?.product.name).toBe('Keripik');
    expect(page?.page).toEqual({ url: `https://ikm.example/p/${productId}`, photoBase: 'https://ikm.example/images' });
  });

  const { pagesAt: _, site: __, ...off } = maker;
  test.each([
    ['unknown', undefined, maker],
    ['not approved', file({ approved: undefined }), maker],
    ['archived', file({ product: { ...file().product, archived: true } }), maker],
    ['of a suspended IKM', file(), { ...maker, state: 'suspended' as const }],
    ['of an IKM that waits for approval', file(), { ...maker, state: 'submitted' as const }],
    ['of a closed IKM', file(), { ...maker, state: 'closed' as const }],
    ['of an IKM whose site is off', file(), off],
    ['of nobody', file(), undefined],
    ['without a photo that is ready', file({ photos: [] }), maker],
  ])('not one that is %s', async (_name, found, of) => {
    const deps = getProductPage({
      readProduct: () => Promise.resolve(found),
      makerOf: () => Promise.resolve(of),
      listings: { ofProduct: () => Promise.resolve([]) },
      shopNameOf: () => undefined,
      clock: () => 0,
    });
    expect(await deps(productId)).toBeUndefined();
  });

  test('buyers are sent where it is live, by links of the web alone', async () => {
    const page = await read(file(), maker, [
      listing('shopee', 'live', 'https://shopee.co.id/product/1/2'),
      listing('lazada', 'in-review', 'https://lazada.co.id/1'),
      listing('google-merchant', 'live', 'https://ikm.example/p/x'),
      listing('lazada', 'live', 'javascript:alert(1)'),
      listing('lazada', 'live', `https://ikm.example/p/${productId}`),
      listing('lazada', 'live'),
    ]);
    expect(page?.buyAt).toEqual([{ at: 'Shopee', url: 'https://shopee.co.id/product/1/2' }]);
  });
});

describe('an image', () => {
  const name = `${'a'.repeat(32)}.jpg`;
  const asked: string[] = [];
  const image = getImage({
    readRendition: (of) => {
      asked.push(of);
      return Promise.resolve(of === name ? new Uint8Array([1]) : undefined);
    },
  });

  test('is answered by its name, and not again to who has it', async () => {
    expect(await image(name, undefined)).toMatchObject({ kind: 'image', etag: `"${name}"` });
    expect(await image(name, `W/"x", "${name}"`)).toEqual({ kind: 'known', etag: `"${name}"` });
  });

  test.each(['../uploads/x', 'a.jpg', `${'A'.repeat(32)}.jpg`, `${'a'.repeat(32)}.png`, '', `${'a'.repeat(32)}.jpg/`])(
    'no other name is looked up: %j',
    async (text) => {
      asked.length = 0;
      expect(await image(text, undefined)).toEqual({ kind: 'unknown' });
      expect(asked).toEqual([]);
    },
  );

  test('one that is not there is unknown', async () => {
    expect(await image(`${'b'.repeat(32)}.jpg`, undefined)).toEqual({ kind: 'unknown' });
  });
});

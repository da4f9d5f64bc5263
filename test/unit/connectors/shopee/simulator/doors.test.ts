import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHarness, createShop, smallJpeg, snack, type Harness, type Json } from './harness.ts';

let harness: Harness;
let shop: Awaited<ReturnType<Harness['connect']>>;
let imageId: string;
beforeEach(async () => {
  harness = createHarness();
  ({ shop, imageId } = await createShop(harness));
});
afterEach(() => harness.close());

const products = async (): Promise<Json[]> => (await harness.door('GET', `/_shop/${shop.shopId}`))['products'];
const page = async (): Promise<string> => String((await harness.request('GET', `/_shop/${shop.shopId}`)).body);

describe('the shop', () => {
  test('is shown as JSON with every product, its fields, photos and state', async () => {
    await harness.post(shop, 'product/add_item', snack(imageId));
    expect(await harness.door('GET', `/_shop/${shop.shopId}`)).toMatchObject({
      shop_id: shop.shopId,
      shop_name: 'Sentra Tempe Sanan',
      authorized: true,
      products: [
        {
          item_sku: 'ikm-1',
          item_name: 'Keripik Tempe Original 200 g',
          state: 'NORMAL',
          original_price: 15_000,
          buyer_price: 15_000,
          stock: 12,
          photos: [`http://localhost:8080/sim/shopee/_image/${imageId}`],
          origin: 'api',
        },
      ],
    });
  });

  test('is shown as a page in Indonesian', async () => {
    await harness.post(shop, 'product/add_item', snack(imageId));
    const html = await page();
    expect(html).toContain('Rp15.000');
    expect(html).toContain('Stok 12');
    expect(html).toContain(`src="../_image/${imageId}"`);
  });

  test('lets no markup of a seller through', async () => {
    const evil = '"><img src=x onerror=alert(1)>';
    await harness.door('POST', `/_shop/${shop.shopId}/items`, { name: evil, price: 1000, sku: evil, images: [evil] });
    await harness.door('PUT', `/_shop/${shop.shopId}`, { name: '<i>Toko</i>' });
    const html = await page();
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('<i>');
    const { headers } = await harness.request('GET', `/_shop/${shop.shopId}`);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('has a page for each product, none for a deleted or foreign one', async () => {
    const { response } = await harness.post(shop, 'product/add_item', snack(imageId));
    const show = (shopId: number) => harness.request('GET', `/product/${shopId}/${response.item_id}`);
    expect(String((await show(shop.shopId)).body)).toContain('kedelai pilihan');
    expect((await show(1)).status).toBe(404);
    await harness.post(shop, 'product/delete_item', { item_id: response.item_id });
    expect((await show(shop.shopId)).status).toBe(404);
  });

  test('that is not there is a plain 404', async () => {
    for (const path of ['/_shop/99', '/_shop/x', '/_shop/1/../2', '/_image/..%2Fsimulator.sqlite', '/_nothing', '/']) {
      expect((await harness.request('GET', path)).status).toBe(404);
    }
  });

  test('serves its images', async () => {
    const answer = await harness.request('GET', `/_image/${imageId}`);
    expect(answer.headers['content-type']).toBe('image/jpeg');
    expect(Buffer.from(answer.body as Uint8Array).equals(Buffer.from(smallJpeg))).toBe(true);
  });
});

describe("the seller's hand", () => {
  test('sells what no app put up', async () => {
    await harness.door('POST', `/_shop/${shop.shopId}/items`, { name: 'Abon Sapi Lama', price: 40_000, stock: 3 });
    expect(await products()).toMatchObject([{ item_name: 'Abon Sapi Lama', origin: 'seller', item_sku: '' }]);
    const { response } = await harness.get(shop, 'product/get_item_list', {
      offset: '0',
      page_size: '10',
      item_status: 'NORMAL',
    });
    expect(response.total_count).toBe(1);
  });

  test('changes and deletes what an app put up, and buyers buy', async () => {
    const { response } = await harness.post(shop, 'product/add_item', snack(imageId));
    const path = `/_shop/${shop.shopId}/items/${response.item_id}`;
    await harness.door('POST', path, { name: 'Diubah penjual', price: 9000, sold: 5 });
    expect(await products()).toMatchObject([{ item_name: 'Diubah penjual', original_price: 9000, stock: 7 }]);
    await harness.door('DELETE', path);
    expect(await products()).toMatchObject([{ state: 'SELLER_DELETE' }]);
    const other = await harness.connect('B');
    expect(await harness.door('DELETE', `/_shop/${other.shopId}/items/${response.item_id}`)).toEqual({
      error: 'not-found',
    });
    expect((await harness.request('POST', path, { json: { prise: 1 } })).status).toBe(400);
  });
});

describe('the app', () => {
  test('is shown with its key, and takes its callback URL', async () => {
    const { partnerId, partnerKey } = harness.simulator().app();
    expect(await harness.door('GET', '/_app')).toEqual({
      partner_id: Number(partnerId),
      partner_key: partnerKey,
      callback_url: '',
    });
    expect(await harness.door('PUT', '/_app', { callbackUrl: 'http://ours/cb' })).toMatchObject({
      callback_url: 'http://ours/cb',
    });
  });
});

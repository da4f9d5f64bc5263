import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ShopeeSDK } from '@congminh1254/shopee-sdk';
import sharp from 'sharp';
import { mountSimulator, type MarketplaceSimulator } from '../../connectors/simulator.ts';
import { createSimulator } from '../../connectors/shopee/simulator/index.ts';

/** An independent client, unchanged, against the simulator: what one takes for Shopee the other must too. */
let server: Server;
let simulator: MarketplaceSimulator;
let dataDir: string;
let base: string;
let sdk: ShopeeSDK;
let shopId: number;
let imageId: string;

const jpeg = () =>
  sharp({ create: { width: 600, height: 600, channels: 3, background: '#c08040' } })
    .jpeg()
    .toBuffer();

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'shopee-sim-'));
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  base = `http://127.0.0.1:${address.port}/sim/shopee`;
  simulator = createSimulator({ dataDir, clock: Date.now, publicBaseUrl: base, fetch });
  server.on('request', mountSimulator(simulator, '/sim/shopee'));
  const app = simulator.app();
  sdk = new ShopeeSDK({
    partner_id: Number(app['partnerId']),
    partner_key: app['partnerKey'] ?? '',
    base_url: `${base}/api/v2`,
    base_auth_url: `${base}/auth`,
  });
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  simulator.close();
  rmSync(dataDir, { recursive: true });
});

const limitOf = async (categoryId: number) => (await sdk.product.getItemLimit({ category_id: categoryId })).response;

/** Fills what get_attribute_tree asks for, the way a generic client would. */
const mandatoryAttributes = async (categoryId: number): Promise<any[]> => {
  const { response } = await sdk.product.getAttributeTree({ category_id_list: [categoryId], language: 'id' });
  const tree: any[] = (response as any).list[0].attribute_tree;
  return tree
    .filter((attribute) => attribute.mandatory)
    .map((attribute) => {
      const [option] = attribute.attribute_value_list;
      const [unit] = attribute.attribute_info.attribute_unit_list;
      return {
        attribute_id: attribute.attribute_id,
        attribute_value_list: [
          {
            ...(option === undefined ? { value_id: 0, original_value_name: '12' } : { value_id: option.value_id }),
            ...(unit === undefined ? {} : { value_unit: unit }),
          },
        ],
      };
    });
};

describe('an independent Shopee client', () => {
  test('is authorized by the seller and gets its tokens', async () => {
    const link = new URL(sdk.getAuthorizationUrl('http://127.0.0.1:1/callback?state=s1'));
    link.searchParams.set('approve', '1');
    link.searchParams.set('shop_name', 'Sentra Tempe Sanan');
    const answer = await fetch(link, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('s1');
    shopId = Number(back.searchParams.get('shop_id'));
    const token = await sdk.authenticateWithCode(back.searchParams.get('code') ?? '', shopId);
    expect(token?.access_token).toMatch(/^[0-9a-f]{32}$/);
    expect(token?.expire_in).toBe(14_400);
    const info: any = await sdk.shop.getShopInfo();
    expect(info.shop_name).toBe('Sentra Tempe Sanan');
    expect(info.region).toBe('ID');
  });

  test('refreshes its token once; the used refresh token is dead', async () => {
    const before = await sdk.getAuthToken();
    const after = await sdk.refreshToken(shopId);
    expect(after?.refresh_token).not.toBe(before?.refresh_token);
    await expect(sdk.auth.getRefreshToken(before?.refresh_token ?? '', shopId)).rejects.toThrow(
      expect.objectContaining({ message: expect.stringContaining('error_shop_refresh_token') }),
    );
  });

  test('uploads an image, which is served again', async () => {
    const bytes = await jpeg();
    const { response } = (await sdk.mediaSpace.uploadImage({ image: bytes })) as any;
    imageId = response.image_info.image_id;
    expect(imageId.length).toBeGreaterThanOrEqual(32);
    const shown = await fetch(response.image_info.image_url_list[0].image_url);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('learns categories, attributes, brands, limits and channels', async () => {
    const { response: tree } = (await sdk.product.getCategory({ language: 'id' })) as any;
    const leaves = tree.category_list.filter((category: any) => !category.has_children);
    expect(leaves.length).toBeGreaterThanOrEqual(40);
    const { response: likely } = (await sdk.product.categoryRecommend({ item_name: 'Keripik Tempe Renyah' })) as any;
    const name = leaves.find((leaf: any) => leaf.category_id === likely.category_id[0]).display_category_name;
    expect(name).toBe('Makanan Ringan');
    const { response: brand } = (await sdk.product.getBrandList({
      offset: 0,
      page_size: 10,
      category_id: likely.category_id[0],
      status: 1,
    })) as any;
    expect(brand.brand_list[0]).toMatchObject({ brand_id: 0, original_brand_name: 'No Brand' });
    const channels: any = await sdk.logistics.getChannelList();
    expect(channels.response.logistics_channel_list.some((channel: any) => channel.enabled)).toBe(true);
  });

  test('creates, reads, changes, unlists and deletes an item', async () => {
    const { response: likely } = (await sdk.product.categoryRecommend({ item_name: 'keripik tempe' })) as any;
    const categoryId: number = likely.category_id[0];
    const limits: any = await limitOf(categoryId);
    const added: any = await sdk.product.addItem({
      original_price: 15_000,
      description: 'Keripik tempe renyah buatan Sanan, Malang. '.repeat(3),
      weight: 0.25,
      item_name: 'Keripik Tempe Original 200 g',
      item_sku: 'ikm-1',
      logistic_info: [{ logistic_id: 8003, enabled: true }],
      attribute_list: await mandatoryAttributes(categoryId),
      category_id: categoryId,
      image: { image_id_list: [imageId] },
      seller_stock: [{ stock: 12 }],
      pre_order: { is_pre_order: true, days_to_ship: limits.dts_limit.days_to_ship_limit.max_limit },
    });
    const itemId: number = added.response.item_id;
    expect(added.response.item_status).toBe('NORMAL');

    const search: any = await sdk.product.searchItem({ item_sku: 'ikm-1', page_size: 10 });
    expect(search.response.item_id_list).toEqual([itemId]);
    const listed: any = await sdk.product.getItemList({
      offset: 0,
      page_size: 50,
      item_status: ['NORMAL', 'BANNED'] as any,
    });
    expect(listed.response.item.map((item: any) => item.item_id)).toEqual([itemId]);

    await sdk.product.updatePrice({ item_id: itemId, price_list: [{ model_id: 0, original_price: 17_500 }] });
    await sdk.product.updateStock({ item_id: itemId, stock_list: [{ model_id: 0, seller_stock: [{ stock: 7 }] }] });
    await sdk.product.updateItem({ item_id: itemId, item_name: 'Keripik Tempe Pedas 200 g' });
    const { response: read } = (await sdk.product.getItemBaseInfo({ item_id_list: [itemId] })) as any;
    expect(read.item_list[0]).toMatchObject({
      item_sku: 'ikm-1',
      item_name: 'Keripik Tempe Pedas 200 g',
      price_info: [{ currency: 'IDR', original_price: 17_500, current_price: 17_500 }],
      stock_info_v2: { summary_info: { total_available_stock: 7 } },
      item_status: 'NORMAL',
    });

    await sdk.product.unlistItem({ item_list: [{ item_id: itemId, unlist: true }] });
    const off: any = await sdk.product.getItemList({ offset: 0, page_size: 50, item_status: ['UNLIST'] as any });
    expect(off.response.total_count).toBe(1);
    await sdk.product.deleteItem({ item_id: itemId });
    const gone: any = await sdk.product.getItemBaseInfo({ item_id_list: [itemId] });
    expect(gone.response.item_list[0].item_status).toBe('SELLER_DELETE');
  });

  test('gives an item variants', async () => {
    const { response: likely } = (await sdk.product.categoryRecommend({ item_name: 'kursi rotan' })) as any;
    const categoryId: number = likely.category_id[0];
    const { response: item } = (await sdk.product.addItem({
      original_price: 450_000,
      description: 'Kursi teras dari rotan alami, dirangkai tangan oleh perajin Trangsan.',
      weight: 6,
      dimension: { package_length: 60, package_width: 60, package_height: 90 },
      item_name: 'Kursi Teras Rotan Alami',
      logistic_info: [{ logistic_id: 8006, enabled: true }],
      attribute_list: await mandatoryAttributes(categoryId),
      category_id: categoryId,
      image: { image_id_list: [imageId] },
      seller_stock: [{ stock: 1 }],
    })) as any;
    await sdk.product.initTierVariation({
      item_id: item.item_id,
      tier_variation: [{ name: 'Warna', option_list: [{ option: 'Natural' }, { option: 'Cokelat' }] }],
      model: [
        { tier_index: [0], original_price: 450_000, model_sku: 'n', seller_stock: [{ stock: 3 }] },
        { tier_index: [1], original_price: 475_000, model_sku: 'c', seller_stock: [{ stock: 2 }] },
      ],
    } as any);
    const { response: models } = (await sdk.product.getModelList({ item_id: item.item_id })) as any;
    expect(models.model.map((model: any) => [model.model_sku, model.price_info[0].original_price])).toEqual([
      ['n', 450_000],
      ['c', 475_000],
    ]);
  });

  test('reads pushes that were lost', async () => {
    const lost: any = await sdk.push.getLostPushMessage();
    expect(lost.response).toEqual({ push_message_list: [], has_next_page: false, last_message_id: 0 });
  });

  test('is told a wrong parameter by its contract name', async () => {
    await expect(
      sdk.product.updatePrice({ item_id: 1, price_list: [{ model_id: 0, original_price: 1000 }] }),
    ).rejects.toThrow(expect.objectContaining({ message: expect.stringContaining('error_item_not_found') }));
  });

  test('gets no answer when it is lost, though the item is there', async () => {
    const faults = (value: unknown) => fetch(`${base}/_faults`, { method: 'PUT', body: JSON.stringify(value) });
    await faults({ timeoutAfterRate: 1, endpoints: ['product/unlist_item'] });
    const { item }: any = (await sdk.product.getItemList({ offset: 0, page_size: 1, item_status: ['NORMAL'] as any }))
      .response;
    const itemId: number = item[0].item_id;
    const path = '/api/v2/product/unlist_item';
    const timestamp = String(Math.floor(Date.now() / 1000));
    const token = (await sdk.getAuthToken())?.access_token ?? '';
    const { partnerId = '', partnerKey = '' } = simulator.app();
    const sign = createHmac('sha256', partnerKey)
      .update(partnerId + path + timestamp + token + String(shopId))
      .digest('hex');
    const query = new URLSearchParams({
      partner_id: partnerId,
      timestamp,
      access_token: token,
      shop_id: String(shopId),
      sign,
    });
    const call = fetch(`${base}${path}?${query.toString()}`, {
      method: 'POST',
      body: JSON.stringify({ item_list: [{ item_id: itemId, unlist: true }] }),
      signal: AbortSignal.timeout(300),
    });
    await expect(call).rejects.toThrow('aborted due to timeout');
    await faults({});
    const { response }: any = await sdk.product.getItemBaseInfo({ item_id_list: [itemId] });
    expect(response.item_list[0].item_status).toBe('UNLIST');
  });

  test('left one count per call and no sign or token error', async () => {
    const counts: any = await (await fetch(`${base}/_calls`)).json();
    expect(counts.endpoints['product/add_item'][String(shopId)]).toEqual({ ok: 2 });
    expect(JSON.stringify(counts)).not.toMatch(/error_sign|acceess/);
  });
});

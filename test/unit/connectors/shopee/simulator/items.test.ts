import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHarness, createShop, snack, type Harness, type Json } from './harness.ts';

let harness: Harness;
let shop: Awaited<ReturnType<Harness['connect']>>;
let imageId: string;
let itemId: number;
beforeEach(async () => {
  harness = createHarness();
  ({ shop, imageId } = await createShop(harness));
  itemId = await add();
});
afterEach(() => harness.close());

const add = async (more: Json = {}, by = shop): Promise<number> =>
  (await harness.post(by, 'product/add_item', snack(imageId, more)))['response'].item_id;
const read = async (id = itemId): Promise<Json> =>
  (await harness.get(shop, 'product/get_item_base_info', { item_id_list: String(id) }))['response'].item_list[0];
const price = (original_price: number, model_id = 0): Promise<Json> =>
  harness.post(shop, 'product/update_price', { item_id: itemId, price_list: [{ model_id, original_price }] });
const stock = (amount: number, model_id = 0): Promise<Json> =>
  harness.post(shop, 'product/update_stock', {
    item_id: itemId,
    stock_list: [{ model_id, seller_stock: [{ stock: amount }] }],
  });
const unlist = (unlisted: boolean, ...ids: number[]): Promise<Json> =>
  harness.post(shop, 'product/unlist_item', { item_list: ids.map((item_id) => ({ item_id, unlist: unlisted })) });
const item = () => `/_shop/${shop.shopId}/items/${itemId}`;

describe('price and stock', () => {
  test('are changed apart from the content', async () => {
    expect((await price(17_500.6))['response'].success_list).toEqual([{ model_id: 0, original_price: 17_501 }]);
    expect((await stock(3))['response'].success_list).toEqual([{ model_id: 0, location_id: '', stock: 3 }]);
    expect(await read()).toMatchObject({
      price_info: [{ original_price: 17_501 }],
      stock_info_v2: { summary_info: { total_available_stock: 3 } },
    });
  });

  test('of nothing, of others, of a model that is not there are refused', async () => {
    expect((await price(50))['error']).toBe('error_price_exceed_min_limitt');
    expect((await price(15_000, 9))['message']).toBe('Wrong model_id.');
    expect((await stock(1, 9))['message']).toBe('Wrong model_id.');
    const other = await harness.connect('B');
    const body = { item_id: itemId, price_list: [{ model_id: 0, original_price: 1000 }] };
    expect((await harness.post(other, 'product/update_price', body))['error']).toBe('error_item_not_belong_shop');
    expect((await harness.post(other, 'product/delete_item', { item_id: itemId }))['error']).toBe(
      'error_item_not_found',
    );
    const many = Array.from({ length: 51 }, (_, model_id) => ({ model_id, original_price: 1000 }));
    expect((await harness.post(shop, 'product/update_price', { item_id: itemId, price_list: many }))['error']).toBe(
      'error_param',
    );
    const twice = { item_id: itemId, price_list: [{ original_price: 1000 }, { model_id: 0, original_price: 2000 }] };
    expect((await harness.post(shop, 'product/update_price', twice))['message']).toBe('Repeat model_id.');
  });

  test('stock does not go below what is reserved', async () => {
    await harness.door('POST', item(), { reserved: 4 });
    expect(await stock(3)).toMatchObject({ error: 'error_param', message: expect.stringContaining('reserve stock') });
    expect((await stock(4))['error']).toBe('');
  });

  test('a taxed shop shows its price with tax beside the one it was given', async () => {
    const taxed = await createShop(harness, 'Toko PKP', 0.11);
    const id = (await harness.post(taxed.shop, 'product/add_item', snack(taxed.imageId, { original_price: 10_000 })))[
      'response'
    ].item_id;
    const seen = await harness.get(taxed.shop, 'product/get_item_base_info', { item_id_list: String(id) });
    expect(seen['response'].item_list[0].price_info[0]).toMatchObject({
      original_price: 10_000,
      inflated_price_of_original_price: 11_100,
    });
    const door = await harness.door('GET', `/_shop/${taxed.shop.shopId}`);
    expect(door['products'][0].buyer_price).toBe(11_100);
  });
});

describe('under promotion', () => {
  beforeEach(() => harness.door('PUT', `${item()}/promotion`, { price: 12_000, lastsMs: 60_000, reserved: 5 }));

  test('the price that was set stays visible beside the one in force', async () => {
    expect(await read()).toMatchObject({
      has_promotion: true,
      price_info: [{ original_price: 15_000, current_price: 12_000 }],
    });
    const { response } = await harness.get(shop, 'product/get_item_promotion', { item_id_list: String(itemId) });
    expect(response.success_list[0].promotion[0]).toMatchObject({ promotion_staging: 'ongoing' });
  });

  test('price, name, photos, unlisting and deletion are locked, by their own names', async () => {
    expect((await price(16_000))['error']).toBe('error_cannt_edit_price_in_promotion');
    const update = (more: Json) => harness.post(shop, 'product/update_item', { item_id: itemId, ...more });
    expect((await update({ item_name: 'Keripik Tempe Baru' }))['error']).toBe('error_cannt_edit_name_in_promotion');
    expect((await update({ description: 'Keterangan yang lain sama sekali.' }))['error']).toBe(
      'error_cannt_edit_description_in_promotion',
    );
    expect((await update({ image: { image_id_list: [imageId, imageId] } }))['error']).toBe(
      'error_cannt_edit_image_in_promotion',
    );
    expect((await harness.post(shop, 'product/delete_item', { item_id: itemId }))['error']).toBe(
      'error_cannt_delete_in_promotion',
    );
    const other = await add();
    expect((await unlist(true, itemId, other))['response']).toEqual({
      success_list: [{ item_id: other, unlist: true }],
      failure_list: [{ item_id: itemId, failed_reason: "Can't unlist item when item is under promotion" }],
    });
    expect(await unlist(true, itemId)).toMatchObject({
      error: 'error_unlist_item_all_failed',
      response: { failure_list: [{ item_id: itemId }] },
    });
  });

  test('stock may change, down to what the promotion reserves', async () => {
    expect((await stock(5))['error']).toBe('');
    expect((await stock(4))['error']).toBe('error_param');
  });

  test('it ends by itself', async () => {
    harness.clock.nowMs += 60_000;
    expect((await price(16_000))['error']).toBe('');
    expect((await read())['has_promotion']).toBe(false);
  });
});

describe('states', () => {
  test('unlist and list again; repeating is no error', async () => {
    for (const unlisted of [true, true, false, false]) {
      expect((await unlist(unlisted, itemId))['error']).toBe('');
      expect((await read())['item_status']).toBe(unlisted ? 'UNLIST' : 'NORMAL');
    }
  });

  test('banned and reviewed items cannot be unlisted', async () => {
    for (const status of ['BANNED', 'REVIEWING']) {
      await harness.door('POST', item(), { status });
      expect((await unlist(true, itemId))['response'].failure_list[0].failed_reason).toBe(
        'Banned and Reviewing Products cannot be delisted',
      );
    }
  });

  test('a deleted item is seen for ninety days and takes no calls', async () => {
    await harness.post(shop, 'product/delete_item', { item_id: itemId });
    expect((await read())['item_status']).toBe('SELLER_DELETE');
    expect((await price(16_000))['error']).toBe('error_item_not_found');
    expect((await harness.post(shop, 'product/delete_item', { item_id: itemId }))['error']).toBe(
      'error_item_not_found',
    );
    harness.clock.nowMs += 90 * 86_400_000;
    const later = { ...shop, ...(await renewed()) };
    const gone = await harness.get(later, 'product/get_item_base_info', { item_id_list: String(itemId) });
    expect(gone['error']).toBe('error_item_not_found');
  });

  const renewed = async () => {
    const fresh = await harness.connect('Sentra Tempe Sanan');
    return { accessToken: fresh.accessToken };
  };

  test('an update leaves what it does not name', async () => {
    const before = await read();
    harness.clock.nowMs += 5000;
    await harness.post(shop, 'product/update_item', { item_id: itemId, item_name: 'Keripik Tempe Pedas' });
    expect(await read()).toEqual({
      ...before,
      item_name: 'Keripik Tempe Pedas',
      update_time: Number(before['update_time']) + 5,
    });
    const bad = await harness.post(shop, 'product/update_item', { item_id: itemId, description: 'pendek' });
    expect(bad['error']).toBe('error_desc_length_min_limit');
  });
});

describe('lists', () => {
  test('a list names the states it wants, pages, and is per shop', async () => {
    await add({}, (await createShop(harness, 'B')).shop);
    const ids = [itemId, await add(), await add()];
    const list = (query: Json) => harness.get(shop, 'product/get_item_list', { offset: '0', page_size: '2', ...query });
    expect((await list({}))['error']).toBe('error_param');
    expect((await list({ item_status: 'SOLD' }))['error']).toBe('error_param_item_status');
    const first = await list({ item_status: ['NORMAL', 'UNLIST'] });
    expect(first['response']).toMatchObject({ total_count: 3, has_next_page: true, next_offset: 2 });
    const second = await list({ item_status: 'NORMAL', offset: '2' });
    expect(second['response']).toMatchObject({
      has_next_page: false,
      item: [{ item_id: ids[2], item_status: 'NORMAL' }],
    });
    expect((await list({ item_status: 'NORMAL', page_size: '101' }))['error']).toBe('error_param');
  });

  test('a search finds every item with the sku, in every state, and only those', async () => {
    const twin = await add();
    await add({ item_sku: 'ikm-11' });
    await harness.post(shop, 'product/delete_item', { item_id: twin });
    const search = (query: Json) => harness.get(shop, 'product/search_item', { page_size: '10', ...query });
    expect((await search({ item_sku: 'ikm-1' }))['response'].item_id_list).toEqual([itemId, twin]);
    expect((await search({ item_sku: 'ikm-1', item_status: 'NORMAL' }))['response'].item_id_list).toEqual([itemId]);
    expect((await search({ item_name: 'tempe' }))['response'].total_count).toBe(3);
    expect((await search({}))['message']).toContain('request must set one of');
  });
});

describe('variants', () => {
  const models = (...rows: Json[]): Promise<Json> =>
    harness.post(shop, 'product/init_tier_variation', {
      item_id: itemId,
      tier_variation: [{ name: 'Rasa', option_list: [{ option: 'Asin' }, { option: 'Pedas' }] }],
      model: rows,
    });
  const row = (index: number, more: Json = {}): Json => ({
    tier_index: [index],
    original_price: 15_000,
    model_sku: `m${index}`,
    seller_stock: [{ stock: 2 }],
    ...more,
  });

  test('carry price and stock in place of the item', async () => {
    const { response } = await models(row(0), row(1));
    expect((await read())['has_model']).toBe(true);
    expect((await read())['price_info']).toBeUndefined();
    expect((await price(16_000))['error']).toBe('error_edit_item_price_for_item_has_model');
    expect((await stock(1))['error']).toBe('error_edit_item_stock_for_item_has_model');
    const [first, second] = response.model.map((model: Json) => model['model_id']);
    const body = {
      price_list: [
        { model_id: first, original_price: 20_000 },
        { model_id: 1, original_price: 20_000 },
      ],
    };
    expect((await harness.post(shop, 'product/update_price', { item_id: itemId, ...body }))['response']).toEqual({
      success_list: [{ model_id: first, original_price: 20_000 }],
      failure_list: [{ model_id: 1, failed_reason: 'Wrong model_id.' }],
    });
    expect((await stock(9, second))['error']).toBe('');
    expect(await stock(9, 1)).toMatchObject({
      error: 'error_busi_update_stock_failed',
      response: { failure_list: [{ model_id: 1 }] },
    });
  });

  test.each([
    ['an index out of range', [row(2)], 'error_model_tier_index_bound'],
    ['an index of another depth', [row(0, { tier_index: [0, 1] })], 'error_param'],
    ['the same index twice', [row(0), row(0)], 'error_model_duplicate_tier_variation_index'],
    ['a price eight times another', [row(0), row(1, { original_price: 120_000 })], 'error_param'],
    ['a sku over 100', [row(0, { model_sku: 'a'.repeat(101) })], 'error_param'],
    ['no models', [], 'error_param'],
    ['51 models', Array.from({ length: 51 }, () => row(0)), 'error_model_count_over_limit'],
  ])('are refused for %s', async (_name, rows, error) => {
    expect((await models(...rows))['error']).toBe(error);
  });

  test('are refused for three tiers, long or repeated names', async () => {
    const init = async (tiers: Json[]) =>
      (
        await harness.post(shop, 'product/init_tier_variation', {
          item_id: itemId,
          tier_variation: tiers,
          model: [row(0)],
        })
      )['error'];
    const tier = { name: 'Rasa', option_list: [{ option: 'Asin' }] };
    expect(await init([tier, tier, tier])).toBe('error_param');
    expect(await init([{ ...tier, name: 'a'.repeat(15) }])).toBe('error_tier_var_name_too_long');
    expect(await init([{ ...tier, option_list: [{ option: 'a'.repeat(21) }] }])).toBe('error_tier_opt_val_too_long');
    expect(await init([{ ...tier, option_list: [{ option: 'a' }, { option: 'a' }] }])).toBe(
      'error_model_duplicate_name',
    );
  });

  test('are added, changed and removed one by one', async () => {
    const add = { item_id: itemId, model_list: [row(1)] };
    expect((await harness.post(shop, 'product/add_model', add))['message']).toContain('without tier_variation');
    await models(row(0));
    const added = await harness.post(shop, 'product/add_model', add);
    const id = added['response'].model[0].model_id;
    await harness.post(shop, 'product/update_model', { item_id: itemId, model: [{ model_id: id, model_sku: 'baru' }] });
    const list = await harness.get(shop, 'product/get_model_list', { item_id: String(itemId) });
    expect(list['response'].model.map((model: Json) => model['model_sku'])).toEqual(['m0', 'baru']);
    await harness.post(shop, 'product/delete_model', { item_id: itemId, model_id: id });
    const after = await harness.get(shop, 'product/get_model_list', { item_id: String(itemId) });
    expect(after['response'].model.length).toBe(1);
  });
});

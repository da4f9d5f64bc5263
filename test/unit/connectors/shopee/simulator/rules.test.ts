import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHarness, createShop, smallJpeg, snack, type Harness, type Json } from './harness.ts';

let harness: Harness;
let shop: Awaited<ReturnType<Harness['connect']>>;
let imageId: string;
beforeAll(async () => {
  harness = createHarness();
  ({ shop, imageId } = await createShop(harness));
});
afterAll(() => harness.close());

const add = (more: Json = {}): Promise<Json> => harness.post(shop, 'product/add_item', snack(imageId, more));
const origin = { attribute_id: 100_001, attribute_value_list: [{ value_id: 10_001 }] };
const shelfLife = { attribute_id: 100_002, attribute_value_list: [{ value_id: 10_102 }] };
const withAttribute = (attribute_id: number, ...attribute_value_list: Json[]): Json => ({
  attribute_list: [origin, shelfLife, { attribute_id, attribute_value_list }],
});
const cosmetics = (more: Json = {}): Json => ({
  category_id: 100_960,
  item_name: 'Sabun Sereh Alami 100 g',
  attribute_list: [
    { attribute_id: 100_501, attribute_value_list: [{ value_id: 0, original_value_name: 'NA18230500123' }] },
    { attribute_id: 100_502, attribute_value_list: [{ value_id: 15_001 }] },
  ],
  ...more,
});
const chair = (more: Json = {}): Json => ({
  category_id: 100_920,
  item_name: 'Kursi Rotan',
  description: 'Kursi teras dari rotan alami, dirangkai tangan oleh perajin Trangsan.',
  weight: 6,
  dimension: { package_length: 60, package_width: 60, package_height: 90 },
  original_price: 450_000,
  attribute_list: [
    { attribute_id: 100_201, attribute_value_list: [{ value_id: 12_003 }] },
    { attribute_id: 100_301, attribute_value_list: [{ value_id: 13_002 }] },
  ],
  ...more,
});

describe('add_item takes', () => {
  const right: [string, Json][] = [
    ['a snack', {}],
    ['a chair', chair()],
    ['a soap with the brand it must have', cosmetics()],
    ['a registered brand', { brand: { brand_id: 1_100_002, original_brand_name: 'Danar Hadi' } }],
    ['a combo value of its own', withAttribute(100_007, { value_id: 0, original_value_name: 'Besek' })],
    [
      'a quantity with its unit',
      withAttribute(100_003, { value_id: 0, original_value_name: '200.5', value_unit: 'g' }),
    ],
    ['several values where several may be', withAttribute(100_008, { value_id: 10_501 }, { value_id: 10_502 })],
    ['a pre-order within the limit', { pre_order: { is_pre_order: true, days_to_ship: 14 } }],
    ['a valid GTIN', { gtin_code: '8992761002015' }],
    ['the same sku again', { item_sku: 'ikm-1' }],
    ['a free stock of none', { seller_stock: [{ stock: 0 }] }],
    ['unlisted goods', { item_status: 'UNLIST' }],
  ];
  test.each(right)('%s', async (_name, more) => {
    expect(await add(more)).toMatchObject({ error: '', response: { item_id: expect.any(Number) } });
  });
});

describe('add_item refuses', () => {
  const without = (field: string): Json => ({ [field]: undefined });
  const cases: [string, Json, string, string?][] = [
    ['no name', without('item_name'), 'error_param', 'item_name'],
    ['no price', without('original_price'), 'error_param', 'original_price'],
    ['no description', without('description'), 'error_param', 'description'],
    ['no weight', without('weight'), 'error_param', 'weight'],
    ['no image', without('image'), 'error_param', 'image'],
    ['no logistic_info', without('logistic_info'), 'error_param', 'logistic_info'],
    ['no category', without('category_id'), 'error_param', 'category_id'],
    ['a price in text', { original_price: '15000' }, 'error_param', 'original_price'],
    ['a stock in text', { seller_stock: [{ stock: '1' }] }, 'error_param', 'stock'],
    ['half a piece', { seller_stock: [{ stock: 1.5 }] }, 'error_param', 'stock'],
    ['an unknown condition', { condition: 'OLD' }, 'error_param', 'condition'],
    ['an empty name', { item_name: '  ' }, 'error_item_name_empty'],
    ['a short name', { item_name: 'Abon' }, 'error_item_name_is_too_short'],
    ['a long name', { item_name: 'a'.repeat(101) }, 'error_name_length_limit'],
    ['an emoji in the name', { item_name: 'Keripik Tempe 🔥' }, 'error_title_character_forbidden'],
    ['markup in the name', { item_name: 'Keripik <b>Tempe</b>' }, 'error_title_character_forbidden'],
    ['a short description', { description: 'Keripik.' }, 'error_desc_length_min_limit'],
    ['a long description', { description: 'a'.repeat(5001) }, 'error_param', 'constraints'],
    ['nineteen hash tags', { description: '#keripik '.repeat(19) }, 'error_desc_hash_tag_over_limit'],
    ['an unknown category', { category_id: 5 }, 'error_invalid_category'],
    ['a category with children', { category_id: 100_600 }, 'error_invalid_category'],
    ['a missing mandatory attribute', { attribute_list: [origin] }, 'error_less_required_attribute'],
    [
      'an empty mandatory attribute',
      { attribute_list: [origin, { ...shelfLife, attribute_value_list: [] }] },
      'error_less_required_attribute',
    ],
    ["another category's attribute", withAttribute(100_501, { value_id: 0 }), 'error_invalid_category_attribute'],
    ['an unknown option', withAttribute(100_006, { value_id: 9 }), 'error_invalid_attribute_value'],
    [
      'a value of its own in a drop-down',
      withAttribute(100_006, { value_id: 0, original_value_name: 'Ya' }),
      'error_invalid_attribute_value',
    ],
    ['a combo value without a name', withAttribute(100_007, { value_id: 0 }), 'error_value_name_required'],
    [
      'an option in a text field',
      withAttribute(100_005, { value_id: 7, original_value_name: 'x' }),
      'error_value_id_must_equal_zero',
    ],
    [
      'a quantity without unit',
      withAttribute(100_003, { value_id: 0, original_value_name: '200' }),
      'error_invalid_attribute_value',
    ],
    [
      'an unknown unit',
      withAttribute(100_003, { value_id: 0, original_value_name: '200', value_unit: 'lb' }),
      'error_invalid_attribute_value',
    ],
    [
      'a quantity in words',
      withAttribute(100_003, { value_id: 0, original_value_name: 'dua', value_unit: 'g' }),
      'error_invalid_attribute_value',
    ],
    [
      'two values where one may be',
      withAttribute(100_006, { value_id: 10_301 }, { value_id: 10_302 }),
      'error_param',
      'Invalid attribute',
    ],
    ['an attribute twice', withAttribute(100_001, { value_id: 10_001 }), 'error_param', 'repeated'],
    ['no brand where there must be one', cosmetics({ brand: undefined }), 'error_less_required_brand'],
    ['a brand without name', { brand: { brand_id: 0, original_brand_name: '' } }, 'error_incalid_brand'],
    ['an unregistered brand', { brand: { brand_id: 0, original_brand_name: 'Bu Noer' } }, 'error_invalid_brand'],
    [
      'a brand under a wrong id',
      { brand: { brand_id: 1_100_001, original_brand_name: 'Danar Hadi' } },
      'error_invalid_brand',
    ],
    ['no photo', { image: { image_id_list: [] } }, 'error_image_num_min'],
    ['an id that is none', { image: { image_id_list: ['abc'] } }, 'error_image_unavailable'],
    [
      'a photo never uploaded',
      { image: { image_id_list: ['id-11134207-000000000000000000000000'] } },
      'error_param',
      'Image not exist.',
    ],
    ['no weight to speak of', { weight: 0 }, 'error_param', 'Invalid Weight.'],
    ['no dimension where there must be one', chair({ dimension: undefined }), 'error_param', 'dimension is required'],
    ['half a dimension', chair({ dimension: { package_length: 60 } }), 'error_param', 'dimension'],
    [
      'a dimension in fractions',
      chair({ dimension: { package_length: 60.5, package_width: 60, package_height: 90 } }),
      'error_param',
      'package_length',
    ],
    [
      'too many days to ship',
      { pre_order: { is_pre_order: true, days_to_ship: 15 } },
      'error_param_dts_exceeds_max_limit',
    ],
    ['too few days to ship', { pre_order: { is_pre_order: true, days_to_ship: 2 } }, 'error_invalid_days_to_ship'],
    [
      'days to ship without pre-order',
      { pre_order: { is_pre_order: false, days_to_ship: 9 } },
      'error_invalid_days_to_ship',
    ],
    [
      'a pre-order where there are none',
      cosmetics({ pre_order: { is_pre_order: true, days_to_ship: 7 } }),
      'error_param_category_not_support_pre_order',
    ],
    ['no channel', { logistic_info: [] }, 'error_invalid_logistic_info'],
    [
      'no channel that is on',
      { logistic_info: [{ logistic_id: 8003, enabled: false }] },
      'error_invalid_logistic_info',
    ],
    [
      'a channel that the shop has not',
      { logistic_info: [{ logistic_id: 8007, enabled: true }] },
      'error_invalid_logistic_info',
    ],
    ['a masked channel', { logistic_info: [{ logistic_id: 80_014, enabled: true }] }, 'error_invalid_logistic_info'],
    ['more weight than the channel takes', { weight: 51 }, 'error_invalid_logistic_info'],
    ['more price than the channel takes', { original_price: 20_000_001 }, 'error_invalid_price_for_logistic'],
    ['a price of none', { original_price: 0 }, 'error_invalid_price'],
    ['a price under the limit', { original_price: 98 }, 'error_price_exceed_min_limitt'],
    ['a price over the limit', { original_price: 150_000_001 }, 'error_price_exceed_max_limitt'],
    ['more stock than the limit', { seller_stock: [{ stock: 1_000_000 }] }, 'error_param', 'constraints'],
    ['a place of stock', { seller_stock: [{ location_id: 'IDZ', stock: 1 }] }, 'error_auth'],
    ['a wrong GTIN', { gtin_code: '8992761002016' }, 'error_param_validate'],
    ['a sku over 100', { item_sku: 'a'.repeat(101) }, 'error_param', 'constraints'],
    [
      'wholesale above the price',
      { wholesale: [{ min_count: 2, max_count: 9, unit_price: 16_000 }] },
      'error_whole_sale_price_setting_incorrect',
    ],
    ['an extended description', { description_type: 'extended' }, 'error_param'],
  ];
  test.each(cases)('%s', async (_name, more, error, message = '') => {
    expect(await add(more)).toMatchObject({ error, message: expect.stringContaining(message) });
  });

  test('a body that is no JSON', async () => {
    const path = '/api/v2/product/add_item';
    const answer = await harness.request('POST', path, {
      query: harness.common(path, shop),
      body: new Uint8Array(Buffer.from('{"item_name":')),
    });
    expect(harness.json(answer)['error']).toBe('error_param');
  });

  test('without storing anything', async () => {
    const before = await harness.door('GET', `/_shop/${shop.shopId}`);
    await add({ item_name: 'Abon' });
    const after = await harness.door('GET', `/_shop/${shop.shopId}`);
    expect(after['products'].length).toBe(before['products'].length);
  });
});

test('limits that get_item_limit hands out are those that add_item holds to', async () => {
  const { response: limits } = await harness.get(shop, 'product/get_item_limit', { category_id: '100800' });
  const { min_limit: min, max_limit: max } = limits.item_name_length_limit;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: Number(max) + 20 }), async (length) => {
      const { error } = await add({ item_name: 'é'.repeat(length) });
      expect(error === '').toBe(length >= min && length <= max);
    }),
    { numRuns: 30 },
  );
  const furniture = await harness.get(shop, 'product/get_item_limit', { category_id: '100920' });
  expect(furniture['response'].dimension_limit.dimension_mandatory).toBe(true);
  expect(furniture['response'].item_name_length_limit.max_limit).not.toBe(max);
});

test('prices are kept in whole rupiah', async () => {
  expect(await add({ original_price: 15_000.4 })).toMatchObject({
    response: { price_info: { original_price: 15_000 } },
  });
});

describe('upload_image', () => {
  const png = new Uint8Array(60);
  png.set([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0, 0, 0, 1, 0,
  ]);

  test('takes JPEG and PNG by their content', async () => {
    expect((await harness.upload(smallJpeg))['error']).toBe('');
    expect((await harness.upload(png))['error']).toBe('');
  });

  test.each([
    ['a PDF', new Uint8Array(Buffer.from('%PDF-1.7 a document that says it is a photo'))],
    ['an empty file', new Uint8Array(0)],
    ['a JPEG cut before its size', smallJpeg.slice(0, 22)],
    ['an SVG', new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'))],
  ])('refuses %s', async (_name, bytes) => {
    expect((await harness.upload(bytes))['error']).toBe('error_param');
  });

  test('refuses more than 10 MB and takes just that', async () => {
    const big = new Uint8Array(10 * 1024 * 1024 + 1);
    big.set(smallJpeg);
    expect(await harness.upload(big)).toMatchObject({
      error: 'error_param',
      message: expect.stringContaining('10.0 MB'),
    });
    expect((await harness.upload(big.subarray(0, big.length - 1)))['error']).toBe('');
  });

  test('answers each file for itself', async () => {
    const { response } = await harness.upload(smallJpeg, new Uint8Array([1, 2, 3]));
    expect(response.image_info_list.map((entry: Json) => entry['error'])).toEqual(['', 'error_param']);
  });

  test('refuses more than nine files and what is no form', async () => {
    expect((await harness.upload(...Array.from({ length: 10 }, () => smallJpeg)))['error']).toBe('error_param');
    const path = '/api/v2/media_space/upload_image';
    const answer = await harness.request('POST', path, { query: harness.common(path), json: { image: 'url' } });
    expect(harness.json(answer)['error']).toBe('error_param');
  });
});

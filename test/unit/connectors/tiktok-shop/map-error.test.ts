import { describe, expect, test } from '@jest/globals';
import { mapError, mapFailReasons } from '../../../../connectors/tiktok-shop/map-error.ts';

const plain = { creates: false };

describe('an error code', () => {
  test.each([
    [36009002, 'Too many requests', { kind: 'retry', slowDown: true }],
    [36009003, 'Internal server error', { kind: 'retry' }],
    [36009007, 'Request timeout', { kind: 'retry' }],
    [105002, 'access token is expired', { kind: 'token-refused' }],
    [36009004, 'Invalid access_token.', { kind: 'token-refused' }],
    [36009004, 'shop_cipher is not allowed', { kind: 'retry', marketplaceCode: '36009004' }],
    [36009004, 'Invalid parameter: product_id', { kind: 'gone' }],
    [36009004, 'Invalid parameter: title', { kind: 'rejected' }],
    [36009004, 'something else', { kind: 'retry' }],
    [36004005, 'can not find related auth record', { kind: 'account-lost' }],
    [36004004, 'auth_code is invalid', { kind: 'rejected' }],
    [105005, 'you should apply auth pkg for this api', { kind: 'retry' }],
    [106001, 'Invalid credentials', { kind: 'retry' }],
    [106013, 'shop_cipher is missing', { kind: 'retry' }],
    [12052032, 'The product does not exist', { kind: 'gone' }],
    [12059999, 'The product is under review', { kind: 'deferred' }],
    [12059999, 'Cannot edit price in a promotion', { kind: 'deferred' }],
    [4711, 'never heard of', { kind: 'retry', marketplaceCode: '4711' }],
  ])('%i (%s)', (code, message, expected) => {
    expect(mapError(code, message, plain)).toMatchObject(expected);
  });

  test.each([
    [12052051, 'name', 'name-too-long'],
    [12052013, 'description', 'description-refused'],
    [12052024, 'categoryId', 'category-invalid'],
    [12052220, 'categoryId', 'category-invalid'],
    [12052306, 'photos', 'photo-refused'],
    [12052050, 'variants', 'variants-refused'],
    [12052115, '', 'warehouse-missing'],
    [12052222, '', 'cod-not-supported'],
    [12052931, 'name', 'name-refused'],
    [12052241, 'attributes', 'attribute-invalid'],
  ])('%i is about the field %s, with its own number', (code, path, problem) => {
    expect(mapError(code, 'some words', plain)).toMatchObject({
      kind: 'rejected',
      marketplaceCode: String(code),
      problems: [{ code: problem, path, severity: 'block' }],
    });
  });

  test.each([
    ['The weight of the package is too big', 'package'],
    ['The brand is not authorized', 'brand'],
    ['You have no permission for this category', 'categoryId'],
    ['The size chart is required', 'attributes/size-chart'],
    ['The certification is required', 'legality'],
    ['The inventory quantity is out of range', 'offer/stock'],
    ['Nobody knows', ''],
  ])('a product code that nobody lists goes by its words: %s', (message, path) => {
    expect(mapError(12052777, message, plain)).toMatchObject({ kind: 'rejected', problems: [{ path }] });
  });

  test("quotes the marketplace's words, bounded", () => {
    const result = mapError(12052777, `Nobody ${'knows '.repeat(200)}`, plain);
    const message = result.kind === 'rejected' ? (result.problems[0]?.message.id ?? '') : '';
    expect(message).toContain('TikTok Shop: “Nobody knows');
    expect(message.length).toBeLessThan(450);
  });

  test.each([36009003, 36009007, 12001000, 4711])('%i leaves a create in doubt', (code) => {
    expect(mapError(code, '', { creates: true }).kind).toBe('unknown');
  });
});

describe('a failed check', () => {
  test('gives all its reasons', () => {
    const result = mapFailReasons([
      { code: 12052051, message: 'title' },
      { code: 12052306, message: 'images' },
    ]);
    expect(result).toMatchObject({
      kind: 'rejected',
      marketplaceCode: '12052051',
      problems: [{ path: 'name' }, { path: 'photos' }],
    });
  });

  test('is no refusal when one reason is not about what we sent', () => {
    expect(
      mapFailReasons([
        { code: 12052051, message: 'title' },
        { code: 36009003, message: 'Internal server error' },
      ]).kind,
    ).toBe('retry');
  });

  test('without reasons is still a refusal', () => {
    expect(mapFailReasons([]).kind).toBe('rejected');
  });
});

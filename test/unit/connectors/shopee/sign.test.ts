import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPushSignature, partnerAppOf, signRequest } from '../../../../connectors/shopee/sign.ts';

const app = { partnerId: '2001887', partnerKey: 'test-partner-key' };
const timestamp = 1655714431;
const shop = { accessToken: '59777174636562737266615546704c6d', shopId: '14701711' };

describe('request signature', () => {
  test.each([
    ['/api/v2/shop/get_shop_info', shop, 'faf4a60d51e5807794fd37d18f605d4e8d1370ba96d66245e23d22c77cb6f090'],
    ['/api/v2/product/add_item', shop, '318c2506e126aa2e68bab7bf55091dcd300372577aeca7ffbbf2cb645e643df2'],
    ['/api/v2/auth/token/get', undefined, '1b1e6cc0a0d759e2ddb0644d67c752dd9cd727e9fbe4f33c14f51ad0c4e24dd3'],
    ['/api/v2/media_space/upload_image', undefined, '2c2d6022ce4be53480caf3f33e78dea7dba66e655f17f804aa4d6fc7091af1fe'],
  ])('%s', (path, signedShop, signature) => {
    expect(signRequest(app, { path, timestamp, ...(signedShop === undefined ? {} : { shop: signedShop }) })).toBe(
      signature,
    );
  });

  test('is the HMAC of the parts in this order, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.nat().map(String),
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.webPath(),
        fc.nat(),
        fc.string(),
        fc.nat().map(String),
        (partnerId, partnerKey, path, at, accessToken, shopId) => {
          const expected = createHmac('sha256', Buffer.from(partnerKey, 'utf8'))
            .update(partnerId + path + String(at) + accessToken + shopId)
            .digest('hex');
          const signed = signRequest({ partnerId, partnerKey }, { path, timestamp: at, shop: { accessToken, shopId } });
          return signed === expected && /^[0-9a-f]{64}$/.test(signed);
        },
      ),
    );
  });

  test('a secret without its fields is refused in words', () => {
    expect(() => partnerAppOf({ partnerKey: 'k' })).toThrow('partnerId');
    expect(() => partnerAppOf({ partnerId: '12a', partnerKey: 'k' })).toThrow('partnerId');
    expect(() => partnerAppOf({ partnerId: '12', partnerKey: '' })).toThrow('partnerKey');
  });
});

describe('push signature', () => {
  const url = 'http://www.example.com/example/uri';
  const body = Buffer.from(
    '{"shop_id": 123, "code": 1, "success": 1, "extra": "shop_id 123 is authorized successfully", "data": {"more_info": "more info"}, "timestamp": 1470198856}',
  );
  const signature = '0e7c6eed090652736aba57e630e330415eae33b14bb237b714ea7e6267ef09aa';

  test('holds for url, bar and raw body', () => {
    expect(isPushSignature(app, url, body, signature)).toBe(true);
  });

  test.each([
    ['another url', `${url}/`, body, signature],
    ['a changed body', url, Buffer.concat([body, Buffer.from(' ')]), signature],
    ['upper case', url, body, signature.toUpperCase()],
    ['a shorter one', url, body, signature.slice(0, 63)],
    ['none', url, body, undefined],
    ['empty', url, body, ''],
  ])('is refused for %s', (_what, at, bytes, given) => {
    expect(isPushSignature(app, at, bytes, given)).toBe(false);
  });
});

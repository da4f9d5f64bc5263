import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSameSign, publicBase, shopBase, sign, signPush } from '../../../../../connectors/shopee/simulator/sign.ts';

const key = 'test-partner-key';
const token = '59777174636562737266615546704c6d';

describe('signatures', () => {
  test.each([
    ['/api/v2/shop/get_shop_info', 'faf4a60d51e5807794fd37d18f605d4e8d1370ba96d66245e23d22c77cb6f090'],
    ['/api/v2/product/add_item', '318c2506e126aa2e68bab7bf55091dcd300372577aeca7ffbbf2cb645e643df2'],
  ])('of the Shop API %s', (path, expected) => {
    expect(sign(key, shopBase('2001887', path, '1655714431', token, '14701711'))).toBe(expected);
  });

  test.each([
    ['/api/v2/auth/token/get', '1b1e6cc0a0d759e2ddb0644d67c752dd9cd727e9fbe4f33c14f51ad0c4e24dd3'],
    ['/api/v2/media_space/upload_image', '2c2d6022ce4be53480caf3f33e78dea7dba66e655f17f804aa4d6fc7091af1fe'],
  ])('of the Public API %s', (path, expected) => {
    expect(sign(key, publicBase('2001887', path, '1655714431'))).toBe(expected);
  });

  test('of a push, over url and raw body', () => {
    const body =
      '{"shop_id": 123, "code": 1, "success": 1, "extra": "shop_id 123 is authorized successfully", "data": {"more_info": "more info"}, "timestamp": 1470198856}';
    expect(signPush(key, 'http://www.example.com/example/uri', body)).toBe(
      '0e7c6eed090652736aba57e630e330415eae33b14bb237b714ea7e6267ef09aa',
    );
  });

  test('are compared exactly', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, other) => {
        const right = sign(key, base);
        expect(isSameSign(right, right)).toBe(true);
        expect(isSameSign(right, sign(key, other))).toBe(base === other);
        expect(isSameSign(right, right.slice(1))).toBe(false);
      }),
    );
    const withLetters = sign(key, 'base');
    expect(isSameSign(withLetters, withLetters.toUpperCase())).toBe(false);
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPushSignature, lazadaAppOf, signRequest } from '../../../../connectors/lazada/sign.ts';
import { isSameSign, signCall } from '../../../../connectors/lazada/simulator/sign.ts';

describe('request signature', () => {
  test('is the one of the developer’s guide', () => {
    expect(
      signRequest({ appSecret: 'helloworld' }, '/order/get', {
        access_token: 'test',
        app_key: '123456',
        order_id: '1234',
        sign_method: 'sha256',
        timestamp: '1517820392000',
      }),
    ).toBe('4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A');
  });

  test('sorts names in ASCII order, digits and underscores before letters', () => {
    expect(signRequest({ appSecret: 'secret' }, '/test/api', { foo: '1', bar: '2', foo_bar: '3', foobar: '4' })).toBe(
      'C9E42CE09BA9FE95ECCB17111AA4E3F41D1C82F000435219C75936A427D9C945',
    );
  });

  const names = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', 'z', 'A', 'Z', '0', '9', '_') });

  test('depends on path, names and values alone, never on their order or on a sign among them', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.webPath(),
        fc.dictionary(names, fc.string({ unit: 'grapheme' })),
        (appSecret, path, parameters) => {
          const sorted = Object.keys(parameters)
            .filter((name) => name !== 'sign')
            .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
          const base = path + sorted.map((name) => `${name}${parameters[name]}`).join('');
          const expected = createHmac('sha256', Buffer.from(appSecret)).update(base).digest('hex').toUpperCase();
          const shuffled = Object.fromEntries(Object.entries(parameters).reverse());
          return (
            signRequest({ appSecret }, path, { ...shuffled, sign: 'X' }) === expected &&
            // the simulator's own code agrees
            signCall(appSecret, path, new Map(Object.entries(parameters))) === expected
          );
        },
      ),
    );
  });

  test('is compared exactly: lower case is wrong', () => {
    expect(isSameSign('AB12', 'AB12')).toBe(true);
    expect(isSameSign('AB12', 'ab12')).toBe(false);
    expect(isSameSign('AB12', 'AB1')).toBe(false);
  });
});

describe('push signature', () => {
  const app = { appKey: '123456', appSecret: 'helloworld' };
  const body =
    '{"seller_id":"1234567","message_type":0,"data":{"order_status":"unpaid","status_update_time":1603698638,"trade_order_id":"260422900198363","trade_order_line_id":"260422900298363"},"timestamp":1603766859530,"site":"lazada_id"}';
  const signature = 'ee1eb2e49fe0d21ea246ce2faab2ed1566e36ae74afbf197f4e7f6983f282c25';

  test('covers app key and raw body', () => {
    expect(isPushSignature(app, Buffer.from(body), signature)).toBe(true);
    expect(isPushSignature(app, Buffer.from(`${body} `), signature)).toBe(false);
    expect(isPushSignature({ ...app, appKey: '123457' }, Buffer.from(body), signature)).toBe(false);
    expect(isPushSignature(app, Buffer.from(body), signature.toUpperCase())).toBe(false);
    expect(isPushSignature(app, Buffer.from(body), undefined)).toBe(false);
    expect(isPushSignature(app, Buffer.from(body), '')).toBe(false);
  });
});

test.each([[{}], [{ appKey: 'abc', appSecret: 'x' }], [{ appKey: '1', appSecret: '' }]])(
  'a secret that was filled in wrongly is told at once: %j',
  (app) => {
    expect(() => lazadaAppOf(app)).toThrow('app secret');
  },
);

import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isWebhookSignature, shopAppOf, signRequest } from '../../../../connectors/tiktok-shop/sign.ts';

const secret = 'e59af819cc';
const webhookBody =
  '{"type":1,"tts_notification_id":"7380066284010030890","shop_id":"7495540735365777507","timestamp":1718305585,"data":{"is_on_hold_order":true,"order_id":"576653688135258178","order_status":"UNPAID","update_time":1718305585}}';
const eventQuery = {
  app_key: '68xu9ks5p4i8',
  shop_cipher: 'ROW_xkMbgAAAeVAQra0eZWebFQq5aIK',
  timestamp: '1696909648',
};

describe('request signature', () => {
  test.each([
    [
      'no body, no cipher',
      secret,
      { path: '/authorization/202309/shops', query: { app_key: '29a39d', timestamp: '1623812664' } },
      'b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8',
    ],
    [
      'a body',
      secret,
      {
        path: '/event/202309/webhooks',
        query: eventQuery,
        body: '{"address":"https://partner.tiktokshop.com","event_type":"PACKAGE_UPDATE"}',
      },
      'cd0d6268252f4ba293bf7ea4c0a2873bf9beec600d22530638564ab301435f7a',
    ],
    [
      'the same without one',
      secret,
      { path: '/event/202309/webhooks', query: eventQuery },
      'ed58e1b5e59865c22a7b828c1cab65007441f43cc91a6cb2f2cdc638e0995a37',
    ],
    [
      'another app',
      'app_secret',
      { path: '/test-api', query: { foo: 'bar' } },
      'd3cb7fe11ecae942802ceeca67e7cf10120cc12f1517d45fbc1c8cfe5413c80f',
    ],
    [
      'a create',
      secret,
      {
        path: '/product/202309/products',
        query: { app_key: '29a39d', shop_cipher: 'GCP_test', timestamp: '1623812664' },
        body: '{"save_mode":"LISTING","title":"Kain Tenun Ikat Sumba Motif Kuda"}',
      },
      '9f672a1efdc669efdffe16e8d74a79862da04e7731979dbcfc73701f13d6de99',
    ],
  ])('of %s', (_what, appSecret, request, signature) => {
    expect(signRequest({ appKey: 'k', appSecret }, request)).toBe(signature);
  });

  test('sign and access_token are not signed, and the order of the query does not matter', () => {
    const app = { appKey: 'k', appSecret: secret };
    const query = { b: '2', a: '1', sign: 'x', access_token: 'y' };
    expect(signRequest(app, { path: '/p', query })).toBe(signRequest(app, { path: '/p', query: { a: '1', b: '2' } }));
  });

  test('is the HMAC of the wrapped text, whatever its parts are', () => {
    const name = fc.string({ minLength: 1 }).filter((each) => each !== 'sign' && each !== 'access_token');
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.webPath(),
        fc.dictionary(name, fc.string({ unit: 'grapheme' })),
        fc.string({ unit: 'grapheme' }),
        (appSecret, path, query, body) => {
          const sorted = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
          const text = `${appSecret}${path}${sorted.flat().join('')}${body}${appSecret}`;
          const expected = createHmac('sha256', Buffer.from(appSecret)).update(Buffer.from(text)).digest('hex');
          const signed = signRequest({ appKey: 'k', appSecret }, { path, query, body });
          return signed === expected && /^[0-9a-f]{64}$/.test(signed);
        },
      ),
    );
  });

  test('one changed byte of the body changes it', () => {
    const app = { appKey: 'k', appSecret: secret };
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (bytes, at) => {
        const body = Buffer.from(bytes).toString('latin1');
        const place = at % body.length;
        const changed = `${body.slice(0, place)}${body[place] === 'x' ? 'y' : 'x'}${body.slice(place + 1)}`;
        return (
          signRequest(app, { path: '/p', query: {}, body }) !==
          signRequest(app, { path: '/p', query: {}, body: changed })
        );
      }),
    );
  });

  test('a secret without its fields is refused in words', () => {
    expect(() => shopAppOf({ appSecret: 's' })).toThrow('appKey');
    expect(() => shopAppOf({ appKey: 'k', appSecret: '' })).toThrow('appSecret');
  });
});

describe('webhook signature', () => {
  const app = { appKey: 'abcdef', appSecret: '123' };
  const signature = '5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05';

  test('holds for app key and raw body', () => {
    expect(isWebhookSignature(app, Buffer.from(webhookBody), signature)).toBe(true);
  });

  test.each([
    ['a changed body', Buffer.from(`${webhookBody} `), signature],
    ['upper case', Buffer.from(webhookBody), signature.toUpperCase()],
    ['a shorter one', Buffer.from(webhookBody), signature.slice(0, 63)],
    ['none', Buffer.from(webhookBody), undefined],
    ['empty', Buffer.from(webhookBody), ''],
  ])('is refused for %s', (_what, body, given) => {
    expect(isWebhookSignature(app, body, given)).toBe(false);
  });
});

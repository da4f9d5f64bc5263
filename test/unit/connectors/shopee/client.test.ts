import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import type { Session } from '../../../../connectors/connector.ts';
import { call } from '../../../../connectors/shopee/client.ts';
import { addItem, getItemBaseInfo, updateItem, uploadImage } from '../../../../connectors/shopee/endpoints.ts';
import { parseExact } from '../../../../connectors/http-answer.ts';
import { writeJson } from '../../../../connectors/shopee/json.ts';
import { signRequest } from '../../../../connectors/shopee/sign.ts';

const nowMs = Date.UTC(2026, 10, 22);
const app = { partnerId: '2001887', partnerKey: 'test-partner-key' };

const session = (
  answer: (url: URL, init: RequestInit) => Response | Promise<Response>,
  signal = new AbortController().signal,
): Session => ({
  app,
  baseUrl: 'https://shopee.test/base',
  shopId: '14701711',
  accessToken: 'token',
  clock: () => nowMs,
  signal,
  fetch: async (input, init) => answer(new URL(new Request(input).url), init ?? {}),
});

const text = (body: string, status = 200) => new Response(body, { status });
const Shape = z.object({ response: z.object({ item_id: z.union([z.string(), z.number()]).transform(String) }) });

describe('a call', () => {
  test('carries all common parameters in the query, also for POST, and ids with all digits in the body', async () => {
    let seen: { url: URL; init: RequestInit } | undefined;
    const result = await call(
      session((url, init) => {
        seen = { url, init };
        return text('{"error":"","response":{"item_id":9007199254740993}}');
      }),
      updateItem,
      { body: { item_id: 9007199254740993n, item_name: 'Kain', gone: undefined } },
      Shape,
    );
    expect(result).toEqual({ kind: 'ok', value: { response: { item_id: '9007199254740993' } } });
    const query = Object.fromEntries(seen!.url.searchParams);
    const timestamp = nowMs / 1000;
    expect(seen!.url.pathname).toBe('/base/api/v2/product/update_item');
    expect(query).toEqual({
      partner_id: '2001887',
      timestamp: String(timestamp),
      access_token: 'token',
      shop_id: '14701711',
      sign: signRequest(app, {
        path: '/api/v2/product/update_item',
        timestamp,
        shop: { accessToken: 'token', shopId: '14701711' },
      }),
    });
    expect(seen!.init.body).toBe('{"item_id":9007199254740993,"item_name":"Kain"}');
  });

  test('a Public API is signed and called without token and shop', async () => {
    let query: Record<string, string> = {};
    await call(
      session((url) => {
        query = Object.fromEntries(url.searchParams);
        return text('{}');
      }),
      uploadImage,
      { form: new FormData() },
      z.unknown(),
    );
    expect(Object.keys(query).sort()).toEqual(['partner_id', 'sign', 'timestamp']);
  });

  const lost = Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }),
  });
  const never = Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
  });
  test.each([
    ['a broken connection', () => Promise.reject(lost), 'unknown', 'retry'],
    ['no connection at all', () => Promise.reject(never), 'retry', 'retry'],
    ['an HTML page with 502', () => text('<html>', 502), 'unknown', 'retry'],
    ['an HTML page with 200', () => text('<html>'), 'unknown', 'retry'],
    ['an HTML page with 403', () => text('<html>', 403), 'retry', 'retry'],
    ['half a JSON', () => text('{"error":"","resp'), 'unknown', 'retry'],
    ['a JSON without what it promises', () => text('{"error":"","response":{}}'), 'unknown', 'retry'],
    ['an empty 500', () => text('', 500), 'unknown', 'retry'],
    ['a JSON array', () => text('[]'), 'unknown', 'retry'],
  ])('%s: a create is %s', async (_what, answer, create, readKind) => {
    expect((await call(session(answer), addItem, { body: {} }, Shape)).kind).toBe(create);
    expect((await call(session(answer), getItemBaseInfo, {}, Shape)).kind).toBe(readKind);
  });

  test('an answer over the limit is not read to its end', async () => {
    let pulled = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            pulled += 1;
            controller.enqueue(new Uint8Array(1024 * 1024));
          },
        }),
      );
    expect((await call(session(endless), getItemBaseInfo, {}, Shape)).kind).toBe('retry');
    expect(pulled).toBeLessThan(20);
  });

  test('is not made when the time is over, and is given up when it ends', async () => {
    const over = new AbortController();
    over.abort();
    const called: string[] = [];
    const result = await call(
      session((url) => {
        called.push(url.pathname);
        return text('{}');
      }, over.signal),
      addItem,
      { body: {} },
      Shape,
    );
    expect(result.kind).toBe('retry');
    expect(called).toEqual([]);
    const ending = new AbortController();
    const hanging = call(
      session((_url, init) => {
        setImmediate(() => ending.abort());
        return new Promise((_resolve, reject) =>
          init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        );
      }, ending.signal),
      addItem,
      { body: {} },
      Shape,
    );
    expect((await hanging).kind).toBe('unknown');
  });

  test('429 and the rate limit ask the house to slow down', async () => {
    for (const answer of [text('<html>', 429), text('{"error":"error_rate_limit","message":"Too many requests."}')]) {
      expect(
        await call(
          session(() => answer),
          addItem,
          { body: {} },
          Shape,
        ),
      ).toMatchObject({ kind: 'retry', slowDown: true });
    }
  });

  test('an error with HTTP 200 is an error, and a dash is none', async () => {
    expect(
      (
        await call(
          session(() => text('{"error":"error_item_not_found"}')),
          updateItem,
          {},
          Shape,
        )
      ).kind,
    ).toBe('gone');
    expect(
      (
        await call(
          session(() => text('{"error":"-","response":{"item_id":1}}')),
          updateItem,
          {},
          Shape,
        )
      ).kind,
    ).toBe('ok');
  });
});

describe('JSON', () => {
  test('keeps every int64 exact, both ways', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (id) => {
        const written = writeJson({ id, list: [id] });
        const back = z.object({ id: z.union([z.string(), z.number()]) }).parse(parseExact(written));
        return written === `{"id":${id},"list":[${id}]}` && String(back.id) === id.toString();
      }),
    );
  });

  test('writes what JSON.stringify writes, for JSON values', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => writeJson(value) === JSON.stringify(value)));
  });
});

import { describe, expect, test } from '@jest/globals';
import { download } from '../../../../functions/fetch-shop-photos/download.ts';
import { fetchShopPhotos, PhotoLaterError } from '../../../../functions/fetch-shop-photos/use-case.ts';
import type { Account } from '../../../../shared/domain/account/account.ts';
import type { ProductId } from '../../../../shared/domain/ids.ts';
import { maxUploadBytes, uploadKey } from '../../../../shared/domain/photo/photo.ts';
import { awaitedPhoto, isFromMarketplace, photosBrought } from '../../../../shared/domain/shop-item/photos.ts';
import type { ShopItemRecord } from '../../../../shared/domain/shop-item/shop-item.ts';
import { catalogueOf } from '../../../../shared/domain/shop-item/suggest.ts';

const source = { baseUrl: 'http://localhost:8080/sim/shopee', hosts: ['susercontent.com'] };
const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W00' as ProductId;
const cdn = 'https://down-id.img.susercontent.com/file';

describe('an address of a photo', () => {
  test.each([`${cdn}/a`, 'https://susercontent.com/a', 'http://localhost:8080/sim/shopee/_image/a'])(
    '%s is the marketplace’s',
    (url) => expect(isFromMarketplace(url, source)).toBe(true),
  );

  test.each([
    'http://down-id.img.susercontent.com/a',
    'https://susercontent.com.evil.example/a',
    'https://evilsusercontent.com/a',
    'https://susercontent.com:8443/a',
    'https://user:pw@susercontent.com/a',
    'https://169.254.169.254/latest/meta-data',
    'http://localhost:8080/sim/shopee/../../v1/me',
    'http://localhost:8080/sim/shopee-x/a',
    'http://localhost:9000/sim/shopee/a',
    'file:///etc/passwd',
    'data:image/png;base64,AA',
    'not an address',
  ])('%s is not', (url) => expect(isFromMarketplace(url, source)).toBe(false));
});

describe('a download', () => {
  const signal = new AbortController().signal;
  const from = (answer: () => Response | Promise<Response>, url = `${cdn}/a`) => {
    const asked: RequestInit[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      asked.push(init ?? {});
      return answer();
    };
    return { asked, result: download(url, source, { fetch, signal }) };
  };

  test('never asks a foreign host, and follows no redirect', async () => {
    const foreign = from(() => new Response('x'), 'https://evil.example/a');
    expect([await foreign.result, foreign.asked]).toEqual([{ kind: 'refused', reason: 'photo-not-fetched' }, []]);
    const redirected = from(() => new Response(null, { status: 302, headers: { location: 'http://10.0.0.1/' } }));
    expect(await redirected.result).toEqual({ kind: 'refused', reason: 'photo-not-fetched' });
    expect(redirected.asked).toMatchObject([{ redirect: 'manual', signal }]);
  });

  test('ends when more comes than an upload may have', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_048_576;
        controller.enqueue(new Uint8Array(1_048_576));
      },
    });
    expect(await from(() => new Response(endless)).result).toEqual({ kind: 'refused', reason: 'photo-too-large' });
    expect(sent).toBeLessThan(maxUploadBytes + 4 * 1_048_576);
  });

  test.each([
    [404, 'refused'],
    [403, 'refused'],
    [429, 'failed'],
    [503, 'failed'],
  ])('answered with %i is %s', async (status, kind) =>
    expect(await from(() => new Response('', { status })).result).toMatchObject({ kind }),
  );

  test('that breaks may be tried again', async () => {
    expect(await from(() => Promise.reject(new Error('reset'))).result).toEqual({ kind: 'failed' });
  });
});

describe('photos of an imported item', () => {
  const urls = [`${cdn}/0`, `${cdn}/1`, `${cdn}/2`];
  const brought = photosBrought({ photoUrls: urls }, productId);

  const looks: Record<string, string> = { [`bytes of ${urls[0]}`]: 'f0f0f0f0f0f0f0f1' };
  const world = (answers: Record<string, () => Response>, more: object = { photosToFetch: brought }) => {
    let item = { accountId: 'A', externalId: 'x', marketplace: 'shopee', decision: 'left', ...more } as unknown as
      ShopItemRecord | undefined;
    const uploads = new Map<string, string>();
    const refused: string[] = [];
    const asked: string[] = [];
    let photos = brought.map((photo) => awaitedPhoto(photo, '2026-11-22T00:00:00.000Z' as never));
    return {
      uploads,
      refused,
      asked,
      answers,
      item: () => item,
      forget: () => (item = undefined),
      keepOnly: (n: number) => (photos = photos.slice(0, n)),
      run: fetchShopPhotos({
        items: {
          read: () => Promise.resolve(item),
          save: (_, next) => {
            item = next;
            return Promise.resolve('written');
          },
        },
        products: { read: () => Promise.resolve({ photos }) },
        sourceOf: (marketplace) => (marketplace === 'shopee' ? source : undefined),
        putUpload: (key, bytes) => {
          uploads.set(key, Buffer.from(bytes).toString());
          return Promise.resolve();
        },
        refuse: ({ photoId }, reason) => {
          refused.push(`${photoId}: ${reason}`);
          return Promise.resolve();
        },
        fetch: (input) => {
          const url = input as string;
          asked.push(url);
          return Promise.resolve(answers[url]!());
        },
        signalAfter: () => new AbortController().signal,
        look: (bytes) => Promise.resolve(looks[Buffer.from(bytes).toString()]),
        accounts: { read: () => Promise.resolve({ accountId: 'A' } as Account) },
        catalogueOf: () => Promise.resolve(catalogueOf([{ productId, name: 'Tas pandan', look: 'f0f0f0f0f0f0f0f0' }])),
        priceOf: () => Promise.resolve(18_000),
      }),
    };
  };
  const ref = { accountId: 'A', externalId: 'x' };
  const good = Object.fromEntries(urls.map((url) => [url, () => new Response(`bytes of ${url}`)]));

  test('are nine at most, each once, with ids that the same import makes again', () => {
    const many = Array.from({ length: 30 }, (_, n) => `${cdn}/${Math.floor(n / 2)}`);
    const photos = photosBrought({ photoUrls: many }, productId);
    expect(photos).toHaveLength(9);
    expect(new Set(photos.map(({ photoId }) => photoId)).size).toBe(9);
    expect(photosBrought({ photoUrls: many }, productId)).toEqual(photos);
  });

  test('arrive as uploads, and are not asked for again', async () => {
    const { run, uploads, asked, item } = world(good);
    await run(ref, false);
    expect([...uploads]).toEqual(brought.map(({ photoId, url }) => [uploadKey(productId, photoId), `bytes of ${url}`]));
    expect(item()).not.toHaveProperty('photosToFetch');
    await run(ref, false);
    expect(asked).toHaveLength(3);
  });

  test('that fail now are tried again alone, and refused at the last try', async () => {
    const { run, uploads, asked, refused } = world({ ...good, [urls[1]!]: () => new Response('', { status: 503 }) });
    await expect(run(ref, false)).rejects.toThrow(PhotoLaterError);
    expect(uploads.size).toBe(2);
    await run(ref, true);
    expect(asked).toEqual([...urls, urls[1]]);
    expect(refused).toEqual([`${brought[1]!.photoId}: photo-not-fetched`]);
  });

  test('that are gone, or that nobody waits for any more, hold nothing up', async () => {
    const gone = world({ ...good, [urls[0]!]: () => new Response('', { status: 404 }) });
    await gone.run(ref, false);
    expect(gone.refused).toEqual([`${brought[0]!.photoId}: photo-not-fetched`]);
    const deleted = world(good);
    deleted.keepOnly(1);
    await deleted.run(ref, false);
    expect(deleted.asked).toEqual([urls[0]]);
    deleted.forget();
    await deleted.run(ref, false);
  });

  const open = { decision: 'open', name: 'Barang bagus', sku: '', priceIdr: 18_500, photoUrls: urls, suggestions: [] };

  test('of an open item: the main one is looked at once, and suggests what looks the same', async () => {
    const { run, asked, item, uploads } = world(good, open);
    await run(ref, false);
    expect(item()).toMatchObject({
      photo: { url: urls[0], look: 'f0f0f0f0f0f0f0f1' },
      suggestions: [{ productId, reasons: ['price', 'photo'] }],
    });
    await run(ref, false);
    expect([asked, uploads.size]).toEqual([[urls[0]], 0]);
  });

  test('of an open item that cannot be had, or is no picture, leave its suggestions and are not asked for again', async () => {
    const suggestions = [{ productId, score: 0.7, reasons: ['name'] }];
    const busy = world({ [urls[0]!]: () => new Response('', { status: 500 }) }, { ...open, suggestions });
    await expect(busy.run(ref, false)).rejects.toThrow(PhotoLaterError);
    await busy.run(ref, true);
    const plain = world({ [urls[0]!]: () => new Response('no picture') }, { ...open, suggestions });
    await plain.run(ref, false);
    for (const { run, item, asked } of [busy, plain]) {
      expect(item()).toMatchObject({ photo: { url: urls[0] }, suggestions });
      const before = asked.length;
      await run(ref, false);
      expect(asked).toHaveLength(before);
    }
  });
});

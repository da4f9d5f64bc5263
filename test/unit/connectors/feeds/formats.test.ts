import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import type { Connector } from '../../../../connectors/connector.ts';
import { createSimulator as createGoogle } from '../../../../connectors/google-merchant/simulator/index.ts';
import { googleMerchant } from '../../../../connectors/google-merchant/index.ts';
import { createSimulator as createMeta } from '../../../../connectors/meta-catalog/simulator/index.ts';
import { metaCatalog } from '../../../../connectors/meta-catalog/index.ts';
import type { MarketplaceSimulator, SimulatorOptions } from '../../../../connectors/simulator.ts';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';

const nowMs = Date.UTC(2026, 10, 22, 8);
const tempe: Listable = {
  productId: '01JD8ZQ4Y0TEMPE00000000001',
  name: 'Keripik Tempe Sanan 250 g',
  description: 'Keripik tempe renyah.',
  komoditas: 'makanan',
  kind: 'physical',
  attributes: {},
  legality: [],
  photos: ['a.jpg', 'b.jpg'],
  package: { weightGrams: 305, lengthMm: 204, widthMm: 150, heightMm: 61 },
  seller: { ikmId: '01JD8ZQ4Y0JKM000000000001A', businessName: 'Bu Noer' },
  page: { url: 'https://ikm.test/p/1', photoBase: 'https://ikm.test/images' },
  offer: { priceIdr: 18_500, availability: 'ready', stock: 40 },
};
const marker = `${tempe.productId}-1`;
const variantIds = ['01JD8ZQ4Y0VAR1ANT000000001', '01JD8ZQ4Y0VAR1ANT000000002'] as const;
const kain: Listable = {
  ...tempe,
  name: 'Kain Tenun',
  komoditas: 'fesyen',
  variants: {
    options: [
      { name: 'Warna', values: ['Merah', 'Biru'] },
      { name: 'Panjang', values: ['2 m'] },
    ],
    items: [
      {
        variantId: variantIds[0],
        values: ['Merah', '2 m'],
        photo: 'b.jpg',
        offer: { ...tempe.offer, priceIdr: 200_000 },
      },
      { variantId: variantIds[1], values: ['Biru', '2 m'], offer: { ...tempe.offer, priceIdr: 150_000, stock: 0 } },
    ],
  },
};

const planOf = async (connector: Connector, listable: Listable) => {
  const facts = await connector.gatherFacts({} as never, listable, {}, {} as never);
  if (facts.kind !== 'ok') throw new Error(facts.kind);
  return connector.plan(listable, {}, facts.value);
};
const fileOf = async (connector: Connector, listables: readonly Listable[]) => {
  const { head, item, tail } = connector.feed!;
  const plans = await Promise.all(listables.map((listable) => planOf(connector, listable)));
  return (
    head({ title: 'Toko & <Bu> Noer', url: 'https://ikm.test', licence: 'Milik pembuatnya.' }) +
    plans.map((plan, at) => item(plan, at === 0 ? marker : `${marker}${at}`, nowMs)).join('') +
    tail
  );
};

type Make = (options: SimulatorOptions) => MarketplaceSimulator;
const both = [
  ['Google', googleMerchant, createGoogle],
  ['Meta', metaCatalog, createMeta],
] as const satisfies readonly (readonly [string, Connector, Make])[];

const photo = await sharp({ create: { width: 1200, height: 1200, channels: 3, background: '#c08040' } })
  .jpeg()
  .toBuffer();
const small = await sharp({ create: { width: 400, height: 800, channels: 3, background: '#c08040' } })
  .jpeg()
  .toBuffer();

describe.each(both)('%s', (name, connector, createSimulator) => {
  let simulator: MarketplaceSimulator;
  let dataDir: string;
  let world: { feed: string; page: string; image: Buffer; status: number };
  let calls: Request[];

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'feed-sim-'));
    calls = [];
    world = { feed: '', page: pageOf(18_500, 'InStock'), image: photo, status: 200 };
    simulator = createSimulator({
      dataDir,
      clock: () => nowMs,
      publicBaseUrl: 'https://sim.test',
      fetch: async (input, init) => {
        const request = new Request(input, init);
        calls.push(request);
        const { pathname } = new URL(request.url);
        if (pathname.startsWith('/v1/feeds/'))
          return request.headers.get('if-none-match') === '"e1"'
            ? new Response(null, { status: 304 })
            : new Response(world.feed, { status: world.status, headers: { etag: '"e1"' } });
        if (pathname.startsWith('/images/')) return new Response(new Uint8Array(world.image));
        return new Response(world.page, { headers: { 'content-type': 'text/html' } });
      },
    });
  });
  afterEach(() => {
    simulator.close();
    rmSync(dataDir, { recursive: true });
  });

  const door = async (method: string, path: string, body: unknown = '', accept = 'application/json') => {
    const answer = await simulator.handle({
      method,
      path,
      query: new URLSearchParams(),
      headers: { accept },
      body: new Uint8Array(Buffer.from(JSON.stringify(body))),
    });
    const text = Buffer.from(answer.body).toString('utf8');
    return accept === 'text/html' ? text : JSON.parse(text);
  };
  const judge = async (feed: string) => {
    world.feed = feed;
    await simulator.handle({
      method: 'POST',
      path: '/_fetch',
      query: new URLSearchParams(),
      headers: {},
      body: new Uint8Array(Buffer.from(JSON.stringify({ feedUrl: `https://google:tok@ikm.test/v1/feeds/acc/x` }))),
    });
    return door('GET', '/_shop/acc');
  };
  const codesOf = (shop: { products: { issues: { code: string }[] }[] }) =>
    shop.products.flatMap(({ issues }) => issues.map(({ code }) => code));

  test('a good product is approved, with the fields as they were planned', async () => {
    const shop = await judge(await fileOf(connector, [tempe]));
    expect(shop).toMatchObject({ outcome: 'read' });
    expect(shop.products).toMatchObject([
      { external_id: marker, name: tempe.name, buyer_price: 18_500, state: 'approved', live: true, issues: [] },
    ]);
    expect(shop.products[0].photos).toEqual(['https://ikm.test/images/a.jpg', 'https://ikm.test/images/b.jpg']);
    expect(calls[0]?.headers.get('authorization')).toBe(`Basic ${Buffer.from('google:tok').toString('base64')}`);
    expect(await door('GET', '/_shop/acc', '', 'text/html')).toContain('approved');
    expect(await door('GET', '/_calls')).toMatchObject({ total: 3, endpoints: { feed: { 200: 1 } } });
    expect(await judge('')).toMatchObject({ outcome: 'unchanged', products: [{ state: 'approved' }] });
  });

  test('each variant is an item of its own, in one group', async () => {
    world.page = pageOf(200_000, 'InStock', [150_000, 'OutOfStock']);
    const { products } = await judge(await fileOf(connector, [kain]));
    expect(products.map((one: any) => [one.name, one.buyer_price, one.live, one.state])).toEqual([
      ['Kain Tenun - Merah, 2 m', 200_000, true, 'approved'],
      ['Kain Tenun - Biru, 2 m', 150_000, false, 'approved'],
    ]);
    for (const { fields, external_id } of products) {
      expect(fields.item_group_id).toEqual([marker]);
      expect(external_id.length).toBeLessThanOrEqual(50);
    }
    expect(products.map((one: any) => one.fields.color)).toEqual([['Merah'], ['Biru']]);
    expect(products[0].photos[0]).toBe('https://ikm.test/images/b.jpg');
  });

  test('goods made to order carry the day they can leave', async () => {
    world.page = pageOf(18_500, 'MadeToOrder');
    const { products } = await judge(
      await fileOf(connector, [
        { ...tempe, offer: { priceIdr: 18_500, availability: 'made-to-order', stock: 0, leadTimeDays: 7 } },
      ]),
    );
    expect(products).toMatchObject([{ state: 'approved', live: true }]);
    expect(products[0].fields.availability_date[0]).toMatch(/^2026-11-30/);
  });

  test('what planning calls ready is approved, whatever texts it is made of', async () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        '=cmd|calc',
        '+1',
        '-1',
        '@x',
        '"',
        '""',
        '\u0000\u0001',
        ']]>',
        '<b>x</b>',
        '&amp;',
        "'",
        ',',
        '\r\n',
        '\u2028',
        '\ud800',
        '😀',
        '\ufffe',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    const text = fc.array(nasty, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (title, description, brand) => {
        const listable = { ...tempe, name: title, description, brand };
        const plan = await planOf(connector, listable);
        if (plan.problems.some(({ severity }) => severity === 'block')) return;
        rmSync(join(dataDir, 'state.json'), { force: true });
        simulator.close();
        simulator = createSimulator({
          dataDir,
          clock: () => nowMs,
          publicBaseUrl: 'https://sim.test',
          fetch: async (input) => {
            const { pathname } = new URL(new Request(input).url);
            if (pathname.startsWith('/v1/')) return new Response(world.feed);
            return pathname.startsWith('/images/') ? new Response(new Uint8Array(photo)) : new Response(world.page);
          },
        });
        const shop = await judge(await fileOf(connector, [listable, tempe]));
        expect(shop.outcome).toBe('read');
        expect(codesOf(shop)).toEqual([]);
        expect(shop.products).toHaveLength(2);
      }),
      { numRuns: 60 },
    );
  });

  test('what the file, the page or the photo does wrong is disapproved, with the rule', async () => {
    const good = await fileOf(connector, [tempe]);
    const bad = [
      ['invalid_price', good.replace('18500 IDR', 'Rp18.500')],
      ['invalid_availability', good.replace(/in[_ ]stock/, name === 'Google' ? 'in stock' : 'in_stock')],
      ['missing_required', good.replace(tempe.name, '')],
      ['too_long', good.replace(tempe.name, 'x'.repeat(201))],
      ['vague_category', good.replace(/Food, Beverages &?(?:amp;)? Tobacco (?:>|&gt;) Food Items/, 'Furniture')],
      ['invalid_condition', good.replace(/(["<>:]condition>|")new(<|")/, '$1baru$2')],
    ] as const;
    for (const [, feed] of bad) expect(feed).not.toBe(good);
    const judged = async (change: Partial<typeof world>, feed = good) => {
      simulator.close();
      dataDir = mkdtempSync(join(tmpdir(), 'feed-sim-'));
      world = { ...world, image: photo, page: pageOf(18_500, 'InStock'), ...change };
      simulator = createSimulator({
        dataDir,
        clock: () => nowMs,
        publicBaseUrl: 'https://sim.test',
        fetch: async (input) => {
          const { pathname } = new URL(new Request(input).url);
          if (pathname.startsWith('/v1/')) return new Response(world.feed);
          return pathname.startsWith('/images/') ? new Response(new Uint8Array(world.image)) : new Response(world.page);
        },
      });
      return judge(feed);
    };
    for (const [code, feed] of bad)
      expect([code, codesOf(await judged({}, feed))]).toEqual([code, expect.arrayContaining([code])]);
    expect(codesOf(await judged({ image: small }))).toEqual(['image_too_small']);
    expect(codesOf(await judged({ image: Buffer.from('GIF89a') }))).toEqual(['image_unreadable']);
    expect(codesOf(await judged({ page: pageOf(19_000, 'InStock') }))).toEqual(['mismatched_price']);
    expect(codesOf(await judged({ page: pageOf(18_500, 'OutOfStock') }))).toEqual(['mismatched_availability']);
    expect(codesOf(await judged({ page: '<p>tutup' }))).toEqual(['mismatched_price']);
    expect((await judged({}, good.slice(0, -30))).outcome).toMatch(/^(refused|read)/);
    expect((await judged({}, '<html>tutup')).outcome).toMatch(/^refused/);
  });

  test('a product without a page to buy on is not eligible, and broken ones are told apart', async () => {
    const codes = async (change: Partial<Listable>) =>
      (await planOf(connector, { ...tempe, ...change })).problems
        .filter(({ severity }) => severity === 'block')
        .map(({ code, path }) => `${code} ${path}`);
    expect(await codes({})).toEqual([]);
    expect(await codes({ page: undefined })).toEqual(['no-shop-site page']);
    expect((await planOf(connector, { ...tempe, page: undefined })).problems[0]?.message.id).toContain(
      'Belum memenuhi syarat',
    );
    expect(await codes({ name: 'x'.repeat(201) })).toEqual(['name-too-long name']);
    expect(await codes({ description: ' \n' })).toEqual(['description-missing description']);
    expect(await codes({ description: 'x'.repeat(10_000) })).toEqual(['description-too-long description']);
    expect(await codes({ photos: [] })).toEqual(['photos-missing photos']);
    expect(await codes({ gtin: '8991234567890' })).toEqual(['gtin-invalid gtin']);
    expect(await codes({ gtin: '4006381333931' })).toEqual([]);
    expect(await codes({ offer: { ...tempe.offer, priceIdr: 0 } })).toEqual(['price-invalid offer/priceIdr']);
    expect(await codes({ seller: undefined })).toEqual(name === 'Meta' ? ['brand-missing brand'] : []);
  });
});

const pageOf = (price: number, availability: string, second?: readonly [number, string]): string =>
  `<!doctype html><script type="application/ld+json">${JSON.stringify({
    '@type': 'Product',
    offers: [[price, availability] as const, ...(second === undefined ? [] : [second])].map(([amount, word]) => ({
      '@type': 'Offer',
      price: String(amount),
      priceCurrency: 'IDR',
      availability: `https://schema.org/${word}`,
    })),
  })}</script>`;

test('a formula is defused, a quote doubled, an address left alone', async () => {
  const text = await fileOf(metaCatalog, [{ ...tempe, name: '=HYPERLINK("x")', description: '-1+1 "a"' }]);
  expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  expect(text).toContain(`"'-1+1 ""a"""`);
  expect(text).toContain('"https://ikm.test/p/1"');
});

test('a feed names its licence in its head', async () => {
  expect(await fileOf(googleMerchant, [])).toContain('<copyright>Milik pembuatnya.</copyright>');
});

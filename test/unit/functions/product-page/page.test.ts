import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dataBlock, markup } from '../../../../functions/get-product-page/html.ts';
import { notFoundPage, toPage } from '../../../../functions/get-product-page/page.ts';
import type { ProductPage } from '../../../../functions/get-product-page/use-case.ts';
import { rupiah } from '../../../../shared/domain/money.ts';

const hostile = '</script><img src=x onerror="alert(1)">';
const publicUrl = 'https://ikm.example';
const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X';
const rendition = (letter: string, width: number, bytes = 90_000) => ({
  name: `${letter.repeat(32)}.jpg`,
  width,
  height: width,
  bytes,
});
const offer = { priceIdr: 18_500, availability: 'ready' as const, stock: 12 };

const sample = (changes: Partial<ProductPage> = {}, product: Partial<ProductPage['product']> = {}): ProductPage => ({
  product: {
    productId,
    name: 'Keripik Tempe Sanan 250 gram',
    description: 'Tipis dan renyah.\nDigoreng setiap hari.',
    komoditas: 'makanan',
    kind: 'physical',
    attributes: {},
    legality: [],
    photos: [],
    offer,
    ...product,
  },
  page: { url: `${publicUrl}/p/${productId}`, photoBase: `${publicUrl}/images` },
  seller: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', businessName: 'Tempe Bu Siti' },
  origin: { sentraName: 'Sentra Keripik Tempe Sanan', regionName: 'Kota Malang' },
  site: {},
  photos: [
    { large: rendition('a', 1200), small: rendition('b', 480) },
    { large: rendition('c', 1200), small: rendition('d', 480) },
  ],
  buyAt: [],
  ...changes,
});

const render = (page: ProductPage, ifNoneMatch?: string) => {
  const { statusCode, headers = {}, body = '' } = toPage(page, '2026-11-22', ifNoneMatch);
  return { statusCode, headers, body };
};

const structured = (body: string): any => {
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
  return JSON.parse(json);
};

describe('markup', () => {
  test('nothing put in can become markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: made } = markup`<p title="${text}">${text}</p>`;
        expect(made.slice('<p title="'.length, -'</p>'.length).replace('">', '')).not.toMatch(/[<>"']/);
      }),
    );
  });

  test('no value can end its data block, and it is read back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: made } = dataBlock('application/ld+json', { text });
        const inner = made.slice(made.indexOf('>') + 1, -'</script>'.length);
        expect(inner).not.toMatch(/[<>]/);
        expect(JSON.parse(inner)).toEqual({ text });
      }),
    );
  });

  test.each([
    [1, 'Rp1'],
    [999, 'Rp999'],
    [18_500, 'Rp18.500'],
    [1_250_000, 'Rp1.250.000'],
    [10_000_000_000, 'Rp10.000.000.000'],
  ])('%d rupiah are %s', (amount, text) => {
    expect(rupiah(amount)).toBe(text);
  });
});

describe('the page', () => {
  test('hostile text in every field stays text', () => {
    const { body } = render(
      sample(
        {
          seller: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', businessName: hostile },
          origin: { sentraName: hostile, regionName: hostile },
          site: { whatsapp: '+6281234567890', url: `https://ikm.example/?q=${hostile}`, about: hostile },
          buyAt: [{ at: hostile, url: `https://shop.example/"${hostile}` }],
          english: { name: hostile, description: hostile },
        },
        {
          name: hostile,
          description: hostile,
          brand: hostile,
          composition: hostile,
          storage: hostile,
          attributes: { [hostile]: hostile },
          legality: [{ type: hostile, number: `1${hostile}` }],
          variants: {
            options: [{ name: hostile, values: [hostile] }],
            items: [{ variantId: '01JCXQ6M3N5P7Q9R1S3T5V7W9Y', values: [hostile], offer }],
          },
        },
      ),
    );
    expect(body).not.toContain('<img src=x');
    expect(body.match(/<script/g)).toHaveLength(1);
    expect(body.match(/<\/script>/g)).toHaveLength(1);
    expect(structured(body).name).toBe(hostile);
  });

  test('says price, availability, maker and place, with a photo of known size', () => {
    const { body, statusCode } = render(sample());
    expect(statusCode).toBe(200);
    expect(body).toContain('lang="id"');
    expect(body).toContain('<p class="price">Rp18.500</p>');
    expect(body).toContain('Stok tersedia');
    expect(body).toContain('Tempe Bu Siti · Sentra Keripik Tempe Sanan, Kota Malang');
    expect(body).toContain('width="1200" height="1200"');
    expect(body.match(/loading="lazy"/g)).toHaveLength(1);
    expect(body).toContain(`<link rel="canonical" href="${publicUrl}/p/${productId}">`);
    expect(body).toContain(`<meta property="og:image" content="${publicUrl}/images/${'a'.repeat(32)}.jpg">`);
  });

  test.each([
    [{ ...offer, stock: 0 }, 'Stok habis', 'OutOfStock'],
    [
      { ...offer, availability: 'made-to-order' as const, stock: 0, leadTimeDays: 7 },
      'Dibuat sesuai pesanan, dikirim dalam 7 hari',
      'MadeToOrder',
    ],
    [{ ...offer, availability: 'one-off' as const, stock: 1 }, 'Hanya ada satu', 'LimitedAvailability'],
    [{ ...offer, availability: 'one-off' as const, stock: 0 }, 'Sudah terjual', 'OutOfStock'],
  ])('tells people and machines alike whether it can be had: %j', (of, words, schema) => {
    const { body } = render(sample({}, { offer: of }));
    expect(body).toContain(words);
    expect(structured(body).offers.availability).toBe(`https://schema.org/${schema}`);
  });

  test('tells search engines the product', () => {
    expect(structured(render(sample()).body)).toMatchObject({
      '@type': 'Product',
      sku: productId,
      brand: { name: 'Tempe Bu Siti' },
      image: [`${publicUrl}/images/${'a'.repeat(32)}.jpg`, `${publicUrl}/images/${'c'.repeat(32)}.jpg`],
      offers: { '@type': 'Offer', price: '18500', priceCurrency: 'IDR', availability: 'https://schema.org/InStock' },
    });
  });

  const variants = (count: number) => ({
    options: [{ name: 'Rasa', values: ['a'] }],
    items: Array.from({ length: count }, (_, n) => ({
      variantId: `01JCXQ6M3N5P7Q9R1S3T5V7W${String(n).padStart(2, '0')}`,
      values: [`Rasa ${String(n)}`],
      offer: { ...offer, priceIdr: 10_000 + 500 * n },
    })),
  });

  test('a few variants are told one by one, many by the span of their prices', () => {
    const few = render(sample({}, { variants: variants(3) })).body;
    expect(structured(few)).toMatchObject({ '@type': 'ProductGroup', variesBy: ['Rasa'] });
    expect(structured(few).hasVariant.map(({ offers }: any) => offers.price)).toEqual(['10000', '10500', '11000']);
    expect(few).toContain('Rp10.000 – Rp11.000');
    const many = structured(render(sample({}, { variants: variants(50) })).body);
    expect(many.offers).toMatchObject({
      '@type': 'AggregateOffer',
      lowPrice: '10000',
      highPrice: '34500',
      offerCount: 50,
    });
  });

  test('leads to the shops where it is live, and to a chat that names the product', () => {
    const { body } = render(
      sample({
        site: { whatsapp: '+6281234567890', url: 'https://www.instagram.com/tempesanan' },
        buyAt: [{ at: 'Shopee', url: 'https://shopee.co.id/product/1/2' }],
      }),
    );
    expect(body).toContain('href="https://shopee.co.id/product/1/2" rel="noopener">Beli di Shopee</a>');
    const [, chat = ''] = /href="(https:\/\/wa\.me\/[^"]*)"/.exec(body) ?? [];
    expect(chat).toMatch(/^https:\/\/wa\.me\/6281234567890\?text=/);
    expect(decodeURIComponent(chat)).toContain('Keripik Tempe Sanan 250 gram (https://ikm.example/p/');
    expect(body).toContain('rel="noopener nofollow ugc"');
  });

  test('shows papers that hold, by the names buyers know', () => {
    const { body } = render(
      sample(
        {},
        {
          legality: [
            { type: 'halal', number: 'ID35110000123456789', expiresOn: '2026-11-22' },
            { type: 'PIRT', number: '2063573010012-27', expiresOn: '2026-11-21' },
            { type: 'bpom', number: 'proses' },
          ],
        },
      ),
    );
    expect(body).toContain('<dt>Sertifikat halal</dt><dd>ID35110000123456789</dd>');
    expect(body).not.toContain('P-IRT');
    expect(body).not.toContain('proses');
  });

  test('stays under 20 kB for a full product, and sends nobody elsewhere to load anything', () => {
    const text = 'Keripik tempe dari kedelai pilihan. '.repeat(120).slice(0, 4000);
    const { body, headers } = render(
      sample(
        { site: { whatsapp: '+6281234567890', about: text.slice(0, 1000) } },
        { description: text, variants: variants(50) },
      ),
    );
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    const policy = String(headers['content-security-policy']);
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(body) ?? [];
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(body).not.toMatch(/ style="| on[a-z]+="/);
    for (const [, source = ''] of body.matchAll(/ src(?:set)?="([^"]*)"/g))
      expect(source.startsWith(`${publicUrl}/images/`)).toBe(true);
  });

  test('is not sent again to who has it', () => {
    const { headers } = render(sample());
    const again = render(sample(), `W/${String(headers['etag'])}`);
    expect(again).toMatchObject({ statusCode: 304, body: '' });
    expect(render(sample({}, { offer: { ...offer, priceIdr: 19_000 } }), String(headers['etag'])).statusCode).toBe(200);
  });

  test('what is not there says so in Bahasa and is not kept by search engines', () => {
    expect(notFoundPage()).toMatchObject({
      statusCode: 404,
      body: expect.stringMatching(/lang="id".*noindex.*tidak ditemukan/s),
    });
  });
});

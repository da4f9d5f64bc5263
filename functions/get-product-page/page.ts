import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ListableOffer } from '../../shared/domain/listing/listable.ts';
import { rupiah } from '../../shared/domain/money.ts';
import { dataBlock, Html, markup } from './html.ts';
import { toJsonLd } from './json-ld.ts';
import { style } from './style.ts';
import type { PagePhoto, ProductPage } from './use-case.ts';
import { availabilityOf, canBeHad, chatUrl, offersOf, papersOf, priceOf } from './words.ts';

/** Larger previews are not shown by WhatsApp, in bytes. */
const mostPreviewBytes = 300_000;

const policy = (): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    // photos come from this very site, the empty icon from the page
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const document = (head: Html, body: Html): string =>
  markup`<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
${head}<link rel="icon" href="data:,"><style>${new Html(style)}</style></head>
<body>${body}</body></html>
`.text;

/** Seconds that others may keep a page: a product that is taken back is gone from everywhere this soon. */
const keptSeconds = 60;

const answer = (
  statusCode: number,
  body: string,
  ifNoneMatch: string | undefined,
): APIGatewayProxyStructuredResultV2 => {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': `public, max-age=${String(keptSeconds)}`,
    etag,
    'content-security-policy': policy(),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  };
  const isKnown = ifNoneMatch?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag) === true;
  // a page that is not there has nothing to keep
  return statusCode === 200 && isKnown ? { statusCode: 304, headers } : { statusCode, headers, body };
};

const brand = markup`<p class="brand">E-Smart IKM</p>`;

/** The same for a product that never was and for one that may not be shown. */
export const notFoundPage = (): APIGatewayProxyStructuredResultV2 =>
  answer(
    404,
    document(
      markup`<title>Produk tidak ditemukan · E-Smart IKM</title><meta name="robots" content="noindex">`,
      markup`<main>${brand}<h1>Produk tidak ditemukan</h1>
<p>Alamatnya mungkin salah, atau produk ini sedang tidak ditampilkan. Tanyakan kepada penjual yang memberi Anda tautan ini.</p></main>`,
    ),
    undefined,
  );

const photo = (page: ProductPage, { large, small }: PagePhoto, n: number, count: number): Html => {
  const { photoBase } = page.page;
  const alt = count === 1 ? page.product.name : `${page.product.name}, foto ${String(n + 1)} dari ${String(count)}`;
  const loading = n === 0 ? markup`fetchpriority="high"` : markup`loading="lazy"`;
  const sources = `${photoBase}/${small.name} ${String(small.width)}w, ${photoBase}/${large.name} ${String(large.width)}w`;
  return markup`<li><img src="${photoBase}/${large.name}" srcset="${sources}" sizes="(max-width:40rem) 100vw, 40rem" width="${large.width}" height="${large.height}" alt="${alt}" ${loading} decoding="async"></li>`;
};

const preview = ({ photos: [main], page }: ProductPage): Html => {
  const shown = main.large.bytes > mostPreviewBytes ? main.small : main.large;
  return markup`<meta property="og:image" content="${page.photoBase}/${shown.name}">
<meta property="og:image:type" content="image/jpeg"><meta property="og:image:width" content="${shown.width}"><meta property="og:image:height" content="${shown.height}">`;
};

const oneLine = (text: string, most: number): string => {
  const plain = text.replace(/\s+/g, ' ');
  return plain.length <= most ? plain : `${plain.slice(0, most - 1).toWellFormed()}…`;
};

const paragraphs = (text: string): Html => markup`<p class="text">${text}</p>`;

const fact = (name: string, value: string | undefined): Html | undefined =>
  value === undefined || value === '' ? undefined : markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const variantTable = ({ product: { variants } }: ProductPage): Html | undefined => {
  if (variants === undefined) return undefined;
  const heads = [...variants.options.map(({ name }) => name), 'Harga', 'Ketersediaan'];
  const rows = variants.items.map(({ values, offer }) => [...values, rupiah(offer.priceIdr), availabilityOf(offer)]);
  return markup`<h2>Pilihan</h2><table><thead><tr>${heads.map((each) => markup`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>${rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;
};

const buttons = (page: ProductPage): Html => {
  const { site, buyAt } = page;
  const links = buyAt.map(({ at, url }) => markup`<a class="buy" href="${url}" rel="noopener">Beli di ${at}</a>`);
  if (site.whatsapp !== undefined)
    links.push(markup`<a class="chat" href="${chatUrl(site.whatsapp, page)}" rel="noopener">Tanya lewat WhatsApp</a>`);
  if (site.url !== undefined)
    links.push(
      markup`<a class="more" href="${site.url}" rel="noopener nofollow ugc">Situs ${page.seller.businessName}</a>`,
    );
  return links.length === 0
    ? markup`<p class="none">Produk ini belum dijual secara daring. Hubungi penjualnya langsung.</p>`
    : markup`<div class="links">${links}</div>`;
};

const grams = (weight: number): string =>
  weight >= 1000 ? `${String(weight / 1000).replace('.', ',')} kg` : `${String(weight)} gram`;

const facts = (page: ProductPage, today: string): Html => {
  const { product, seller, origin } = page;
  const shelf = product.shelfLifeDays;
  const all = [
    fact('Dibuat oleh', seller.businessName),
    fact('Sentra', origin.sentraName),
    fact('Asal', origin.regionName),
    ...papersOf(product.legality, today).map(([name, number]) => fact(name, number)),
    fact('Merek', product.brand),
    fact('Komposisi', product.composition),
    fact('Masa simpan', shelf === undefined ? undefined : `${String(shelf)} hari`),
    fact('Penyimpanan', product.storage),
    fact('Berat kiriman', product.package === undefined ? undefined : grams(product.package.weightGrams)),
    fact('Pesanan paling sedikit', product.offer.minOrder === undefined ? undefined : String(product.offer.minOrder)),
    ...Object.entries(product.attributes).map(([name, value]) => fact(name, value)),
  ];
  return markup`<h2>Tentang produk ini</h2><dl>${all}</dl>`;
};

const inEnglish = ({ english }: ProductPage): Html | undefined => {
  if (english === undefined) return undefined;
  const { name = 'In English', description } = english;
  return markup`<section lang="en"><h2>${name}</h2>${description === undefined ? undefined : paragraphs(description)}</section>`;
};

const aboutMaker = ({ site, seller }: ProductPage): Html | undefined =>
  site.about === undefined ? undefined : markup`<h2>Tentang ${seller.businessName}</h2>${paragraphs(site.about)}`;

const placeOf = ({ origin: { sentraName, regionName } }: ProductPage): string =>
  sentraName === undefined ? regionName : `${sentraName}, ${regionName}`;

const headOf = (page: ProductPage, shown: ListableOffer): Html => {
  const { product, seller } = page;
  const { url } = page.page;
  const price = priceOf(page);
  const summary = oneLine(`${price} · ${seller.businessName}, ${placeOf(page)}. ${product.description}`, 200);
  return markup`<title>${product.name} · ${seller.businessName}</title><meta name="description" content="${summary}"><link rel="canonical" href="${url}">
<meta property="og:type" content="product"><meta property="og:site_name" content="E-Smart IKM"><meta property="og:locale" content="id_ID">
<meta property="og:title" content="${product.name} · ${price}"><meta property="og:description" content="${summary}"><meta property="og:url" content="${url}">
${preview(page)}<meta property="product:price:amount" content="${shown.priceIdr}"><meta property="product:price:currency" content="IDR">
<meta name="twitter:card" content="summary_large_image">${dataBlock('application/ld+json', toJsonLd(page))}`;
};

const bodyOf = (page: ProductPage, shown: ListableOffer, today: string): Html => {
  const { product, seller, photos } = page;
  return markup`<main>
<ul class="photos" aria-label="Foto produk">${photos.map((each, n) => photo(page, each, n, photos.length))}</ul>
${photos.length > 1 ? markup`<p class="hint">Geser untuk melihat ${photos.length} foto</p>` : undefined}
<h1>${product.name}</h1>
<p class="price">${priceOf(page)}</p>
<p class="${canBeHad(shown) ? 'stock' : 'stock gone'}">${availabilityOf(shown)}</p>
<p class="from">${seller.businessName} · ${placeOf(page)}</p>
${buttons(page)}${variantTable(page)}
<h2>Keterangan</h2>${paragraphs(product.description)}
${facts(page, today)}${aboutMaker(page)}${inEnglish(page)}
<footer>${brand}<p>Produk industri kecil dan menengah Indonesia. Harga dan stok dapat berubah sewaktu-waktu.</p></footer>
</main>`;
};

/**
 * The page of a product as one answer: HTML that loads nothing but photos of this site, with the product for search engines
 * and for previews in chats.
 * @param today as `2026-11-22`: papers that ended before are not shown.
 */
export const toPage = (
  page: ProductPage,
  today: string,
  ifNoneMatch: string | undefined,
): APIGatewayProxyStructuredResultV2 => {
  // what can be had stands for all variants
  const shown = offersOf(page).find(canBeHad) ?? page.product.offer;
  return answer(200, document(headOf(page, shown), bodyOf(page, shown, today)), ifNoneMatch);
};

import type { Listable } from '../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../shared/domain/listing/problem.ts';
import type { MarketplaceFacts, Overrides, Plan } from './connector.ts';
import { feedParts, isGtin } from './feed-item.ts';
import { lengthOf } from './feed-text.ts';

/** What one marketplace's feed specification bounds. Lengths in characters. */
export interface FeedLimits {
  readonly marketplace: string;
  readonly title: number;
  readonly description: number;
  /** Photos beside the main one. */
  readonly additionalImages: number;
  readonly brand: number;
  /** Brand, GTIN or MPN must be there. */
  readonly needsBrand: boolean;
}

type Pair = readonly [id: string, en: string];

/** Plans an entry for a feed: its three parts, and each rule of the specification that it breaks as a named problem. */
export const planFeed = (
  listable: Listable,
  overrides: Overrides,
  facts: MarketplaceFacts,
  limits: FeedLimits,
): Plan => {
  const problems: ListingProblem[] = [];
  const report = (severity: ListingProblem['severity'], code: string, path: string, message: Pair, fix: Pair): void => {
    problems.push({
      code,
      path,
      message: { id: message[0], en: message[1] },
      fix: { id: fix[0], en: fix[1] },
      severity,
    });
  };
  const { marketplace } = limits;
  const { content, price, stock } = feedParts(listable, { ...overrides, categoryId: facts.categoryId });

  if (listable.page === undefined)
    report(
      'block',
      'no-shop-site',
      'page',
      [
        `Belum memenuhi syarat: ${marketplace} hanya menerima produk yang punya halaman untuk membeli.`,
        `Not eligible yet: ${marketplace} takes only products that have a page to buy on.`,
      ],
      ['Nyalakan halaman toko pada profil usaha.', "Turn the shop site on in the business's profile."],
    );

  const longestSuffix = Math.max(
    0,
    ...(listable.variants?.items ?? []).map(({ values }) => lengthOf(` - ${values.join(', ')}`)),
  );
  const titleLength = lengthOf(content.name) + longestSuffix;
  if (content.name.trim() === '')
    report('block', 'name-missing', 'name', ['Nama kosong.', 'The name is empty.'], ['Isi nama.', 'Give a name.']);
  if (titleLength > limits.title)
    report(
      'block',
      'name-too-long',
      'name',
      [
        `Nama${longestSuffix > 0 ? ' dengan variannya' : ''} ${titleLength} karakter, batas ${marketplace} ${limits.title}.`,
        `The name${longestSuffix > 0 ? ' with its variant' : ''} has ${titleLength} characters, ${marketplace} allows ${limits.title}.`,
      ],
      [`Pendekkan nama menjadi paling banyak ${limits.title - longestSuffix} karakter.`, 'Shorten the name.'],
    );

  const descriptionLength = lengthOf(content.description);
  if (content.description.replace(/<\/?[a-z][^>]*>/gi, ' ').trim() === '')
    report(
      'block',
      'description-missing',
      'description',
      ['Deskripsi kosong.', 'The description is empty.'],
      ['Ceritakan bahan, ukuran dan kegunaan produk.', 'Tell material, size and use of the product.'],
    );
  if (descriptionLength > limits.description)
    report(
      'block',
      'description-too-long',
      'description',
      [
        `Deskripsi ${descriptionLength} karakter, batas ${marketplace} ${limits.description}.`,
        `The description has ${descriptionLength} characters, ${marketplace} allows ${limits.description}.`,
      ],
      ['Pendekkan deskripsi.', 'Shorten the description.'],
    );

  // every stored photo is 1200 × 1200 and below 1 MB: both marketplaces want 500 × 500 at least
  if (listable.photos.length === 0)
    report(
      'block',
      'photos-missing',
      'photos',
      [`${marketplace} minta paling sedikit satu foto.`, `${marketplace} wants one photo at least.`],
      ['Tambahkan foto produk.', 'Add a photo of the product.'],
    );
  if (listable.photos.length > limits.additionalImages + 1)
    report(
      'advice',
      'photos-too-many',
      'photos',
      [
        `Hanya ${limits.additionalImages + 1} foto pertama yang tampil di ${marketplace}.`,
        `Only the first ${limits.additionalImages + 1} photos show at ${marketplace}.`,
      ],
      ['Taruh foto terpenting di depan.', 'Put the most important photos first.'],
    );

  const brand = content.brand ?? content.seller?.businessName;
  if (brand !== undefined && lengthOf(brand) > limits.brand)
    report(
      'block',
      'brand-too-long',
      'brand',
      [`Merek lebih dari ${limits.brand} karakter.`, `The brand has more than ${limits.brand} characters.`],
      ['Pendekkan merek.', 'Shorten the brand.'],
    );
  if (limits.needsBrand && (brand ?? '').trim() === '' && content.gtin === undefined)
    report(
      'block',
      'brand-missing',
      'brand',
      [`${marketplace} minta merek atau nama pembuat.`, `${marketplace} wants a brand or the maker's name.`],
      ['Isi merek, atau lengkapi nama usaha.', 'Give the brand, or complete the business name.'],
    );

  const gtins: readonly (readonly [string, string | undefined])[] = [
    ['gtin', listable.gtin],
    ...(listable.variants?.items ?? []).map(({ gtin }, at) => [`variants/items/${at}/gtin`, gtin] as const),
  ];
  for (const [path, gtin] of gtins)
    if (gtin !== undefined && !isGtin(gtin))
      report(
        'block',
        'gtin-invalid',
        path,
        ['Nomor barcode (GTIN) salah: angka periksanya tidak cocok.', 'The barcode number (GTIN) is wrong.'],
        ['Salin lagi angka di bawah barcode, atau kosongkan.', 'Copy the digits below the barcode, or leave it empty.'],
      );

  const prices: readonly (readonly [string, number])[] =
    price.variants === undefined
      ? [['offer/priceIdr', price.original]]
      : (listable.variants?.items ?? []).map(
          ({ offer }, at) => [`variants/items/${at}/offer/priceIdr`, offer.priceIdr] as const,
        );
  for (const [path, amount] of prices)
    if (!Number.isSafeInteger(amount) || amount < 1)
      report(
        'block',
        'price-invalid',
        path,
        ['Harga harus rupiah bulat di atas nol.', 'The price must be whole rupiah above zero.'],
        ['Perbaiki harga.', 'Correct the price.'],
      );

  const offers = listable.variants?.items.map(({ offer }) => offer) ?? [listable.offer];
  if (offers.some(({ availability, leadTimeDays }) => availability === 'made-to-order' && leadTimeDays === undefined))
    report(
      'advice',
      'lead-time-missing',
      'offer/leadTimeDays',
      [
        'Lama pengerjaan belum diisi; pembeli diberi tahu 14 hari.',
        'The time to make it is not given; buyers are told 14 days.',
      ],
      ['Isi lama pengerjaan dalam hari.', 'Give the time to make it in days.'],
    );
  if (listable.kind === 'physical' && listable.package === undefined)
    report(
      'advice',
      'weight-missing',
      'package',
      ['Berat kiriman belum diisi.', 'The shipping weight is not given.'],
      ['Isi berat dan ukuran kemasan.', 'Give weight and size of the package.'],
    );

  // the photos stand in the content by their public addresses: nothing is uploaded
  return { content, price, stock, photos: [], problems };
};

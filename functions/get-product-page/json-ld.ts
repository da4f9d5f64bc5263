import type { ListableOffer } from '../../shared/domain/listing/listable.ts';
import type { ProductPage } from './use-case.ts';
import { canBeHad, offersOf } from './words.ts';

/** Variants told one by one; of more only the span of prices is told, so that the page stays small. */
const mostVariants = 12;
/** Characters of the description: the page itself has all of it. */
const mostText = 500;

const availability = (offer: ListableOffer): string => {
  if (!canBeHad(offer)) return 'https://schema.org/OutOfStock';
  if (offer.availability === 'made-to-order') return 'https://schema.org/MadeToOrder';
  return offer.availability === 'one-off' ? 'https://schema.org/LimitedAvailability' : 'https://schema.org/InStock';
};

/**
 * The product for search engines: schema.org Product with Offer, ProductGroup with `hasVariant` for a few variants,
 * AggregateOffer for many (developers.google.com/search/docs/appearance/structured-data/product).
 */
export const toJsonLd = (page: ProductPage): unknown => {
  const { product, seller, origin, photos } = page;
  const { url, photoBase } = page.page;
  const imageOf = (name: string) => `${photoBase}/${name}`;
  const offer = (of: ListableOffer) => ({
    '@type': 'Offer',
    price: String(of.priceIdr),
    priceCurrency: 'IDR',
    availability: availability(of),
    itemCondition: 'https://schema.org/NewCondition',
    url,
    seller: { '@type': 'Organization', name: seller.businessName },
  });
  const common = {
    '@context': 'https://schema.org',
    name: product.name,
    description: product.description.slice(0, mostText).toWellFormed(),
    url,
    image: photos.map(({ large }) => imageOf(large.name)),
    brand: { '@type': 'Brand', name: product.brand ?? seller.businessName },
    countryOfOrigin: { '@type': 'Country', name: 'ID' },
    manufacturer: {
      '@type': 'Organization',
      name: seller.businessName,
      address: { '@type': 'PostalAddress', addressLocality: origin.regionName, addressCountry: 'ID' },
    },
  };
  const own = { ...common, '@type': 'Product', sku: product.productId, gtin: product.gtin };
  const { variants } = product;
  if (variants === undefined) return { ...own, offers: offer(product.offer) };
  if (variants.items.length > mostVariants) {
    const prices = offersOf(page).map(({ priceIdr }) => priceIdr);
    return {
      ...own,
      offers: {
        '@type': 'AggregateOffer',
        priceCurrency: 'IDR',
        lowPrice: String(Math.min(...prices)),
        highPrice: String(Math.max(...prices)),
        offerCount: prices.length,
        availability: offersOf(page).some(canBeHad) ? 'https://schema.org/InStock' : 'https://schema.org/OutOfStock',
      },
    };
  }
  return {
    ...common,
    '@type': 'ProductGroup',
    productGroupID: product.productId,
    variesBy: variants.options.map(({ name }) => name),
    hasVariant: variants.items.map((item) => ({
      '@type': 'Product',
      name: `${product.name} ${item.values.join(' ')}`,
      sku: item.variantId,
      gtin: item.gtin,
      image: imageOf(item.photo ?? photos[0].large.name),
      offers: offer(item.offer),
    })),
  };
};

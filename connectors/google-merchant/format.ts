import type { FeedFormat } from '../connector.ts';
import { pathOfCategory } from '../feed-categories.ts';
import { isGtin, readParts, readyOn, skuIdOf, type FeedContent, type FeedSku } from '../feed-item.ts';
import { cut, feedLine, feedText, variantAttributeOf } from '../feed-text.ts';
import { limits } from './map-listing.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const g = (name: string, value: string | undefined): string =>
  value === undefined || value === '' ? '' : `<g:${name}>${escape(value)}</g:${name}>`;

/** Made to order is `backorder`: it may be ordered now and leaves later; `preorder` is for what was never sold yet. */
const availabilityOf = ({ availability, stock }: FeedSku): string => {
  if (availability === 'made-to-order') return 'backorder';
  return stock > 0 ? 'in_stock' : 'out_of_stock';
};

const skuXml = (content: FeedContent, sku: FeedSku, marker: string, nowMs: number): string => {
  const [main, ...others] = sku.images;
  if (content.link === undefined || main === undefined) return '';
  const hasVariants = sku.variantId !== undefined;
  const title = hasVariants ? `${content.name} - ${sku.values.join(', ')}` : content.name;
  const brand = content.brand ?? content.seller?.businessName;
  const gtin = sku.gtin !== undefined && isGtin(sku.gtin) ? sku.gtin : undefined;
  const availability = availabilityOf(sku);
  const variantAttributes = (content.options ?? []).map(({ name }, at) => {
    const attribute = variantAttributeOf(name);
    return attribute === undefined ? '' : g(attribute, cut(feedLine(sku.values[at] ?? ''), 100));
  });
  const kilograms = sku.package === undefined ? undefined : sku.package.weightGrams / 1000;
  return [
    '<item>',
    g('id', skuIdOf(marker, sku)),
    g('title', cut(feedLine(title), limits.title)),
    g('description', cut(feedText(content.description), limits.description)),
    g('link', content.link),
    g('image_link', main),
    ...others.slice(0, limits.additionalImages).map((url) => g('additional_image_link', url)),
    g('availability', availability),
    // backorder needs its day (support.google.com/merchants/answer/6324470)
    availability === 'backorder' ? g('availability_date', `${readyOn(sku, nowMs)}T00:00+07:00`) : '',
    g('price', `${sku.priceIdr} IDR`),
    g('condition', 'new'),
    g('brand', brand === undefined ? undefined : cut(feedLine(brand), limits.brand)),
    g('gtin', gtin),
    // handmade goods have no number of the trade (answer/6324478)
    gtin === undefined ? g('identifier_exists', 'no') : '',
    hasVariants ? g('item_group_id', marker) : '',
    ...variantAttributes,
    g('google_product_category', pathOfCategory(content)),
    g('product_type', content.komoditas),
    content.kind === 'physical' && kilograms !== undefined ? g('shipping_weight', `${kilograms} kg`) : '',
    '</item>\n',
  ].join('');
};

/** RSS 2.0 with Google's namespace, one `<item>` per thing to buy (support.google.com/merchants/answer/160589). */
export const format: FeedFormat = {
  name: 'google.xml',
  contentType: 'application/xml; charset=utf-8',
  head: ({ title, url, licence }) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>` +
    `<title>${escape(feedLine(title))}</title><link>${escape(url)}</link>` +
    `<description>${escape(feedLine(title))}</description><copyright>${escape(feedLine(licence))}</copyright>\n`,
  tail: '</channel></rss>\n',
  item: (parts, marker, nowMs) => {
    const read = readParts(parts);
    return read === undefined ? '' : read.skus.map((sku) => skuXml(read.content, sku, marker, nowMs)).join('');
  },
};

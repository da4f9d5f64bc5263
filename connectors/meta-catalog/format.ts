import type { FeedFormat } from '../connector.ts';
import { pathOfCategory } from '../feed-categories.ts';
import { isGtin, readParts, readyOn, skuIdOf, type FeedContent, type FeedSku } from '../feed-item.ts';
import { cut, feedLine, feedText, variantAttributeOf } from '../feed-text.ts';
import { limits } from './map-listing.ts';

const columns = [
  'id',
  'title',
  'description',
  'availability',
  'availability_date',
  'condition',
  'price',
  'link',
  'image_link',
  'additional_image_link',
  'brand',
  'gtin',
  'item_group_id',
  'color',
  'size',
  'material',
  'pattern',
  'additional_variant_attribute',
  'google_product_category',
  'product_type',
  'quantity_to_sell_on_facebook',
  'shipping_weight',
] as const;

/**
 * A field, always quoted. A text that a spreadsheet would take for a formula gets an apostrophe before it, as people open
 * such files to look at them.
 */
const field = (text: string): string => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Made to order is `available for order` (developers.facebook.com/docs/marketing-api/catalog/reference). */
const availabilityOf = ({ availability, stock }: FeedSku): string => {
  if (availability === 'made-to-order') return 'available for order';
  return stock > 0 ? 'in stock' : 'out of stock';
};

/** As many addresses as fit, at most 20 and 2,000 characters in all. */
const fitting = (urls: readonly string[]): string => {
  const kept: string[] = [];
  for (const url of urls.slice(0, limits.additionalImages)) if ([...kept, url].join(',').length <= 2000) kept.push(url);
  return kept.join(',');
};

const skuRow = (content: FeedContent, sku: FeedSku, marker: string, nowMs: number): string => {
  const [main, ...others] = sku.images;
  if (content.link === undefined || main === undefined) return '';
  const hasVariants = sku.variantId !== undefined;
  const title = hasVariants ? `${content.name} - ${sku.values.join(', ')}` : content.name;
  const brand = content.brand ?? content.seller?.businessName ?? '';
  const availability = availabilityOf(sku);
  const variant: Partial<Record<(typeof columns)[number], string>> = {};
  const rest: string[] = [];
  for (const [at, { name }] of (content.options ?? []).entries()) {
    const value = feedLine(sku.values[at] ?? '');
    const attribute = variantAttributeOf(name);
    if (attribute === undefined) rest.push(`${feedLine(name).replace(/[:,]/g, ' ')}:${value.replace(/[:,]/g, ' ')}`);
    else variant[attribute] = cut(value, 200);
  }
  const row: Partial<Record<(typeof columns)[number], string>> = {
    ...variant,
    id: skuIdOf(marker, sku),
    title: cut(feedLine(title), limits.title),
    // plain text alone
    description: cut(feedText(content.description).replace(/<\/?[a-z][^>]*>/gi, ' '), limits.description),
    availability,
    ...(availability === 'available for order' ? { availability_date: readyOn(sku, nowMs) } : {}),
    condition: 'new',
    price: `${sku.priceIdr} IDR`,
    link: content.link,
    image_link: main,
    additional_image_link: fitting(others),
    brand: cut(feedLine(brand), limits.brand),
    gtin: sku.gtin !== undefined && isGtin(sku.gtin) ? sku.gtin : '',
    item_group_id: hasVariants ? marker : '',
    additional_variant_attribute: hasVariants ? rest.join(',') : '',
    google_product_category: pathOfCategory(content),
    product_type: content.komoditas,
    quantity_to_sell_on_facebook: sku.availability === 'made-to-order' ? '' : String(Math.max(0, sku.stock)),
    shipping_weight:
      content.kind === 'physical' && sku.package !== undefined ? `${sku.package.weightGrams / 1000} kg` : '',
  };
  return `${columns.map((column) => field(row[column] ?? '')).join(',')}\n`;
};

/** CSV, first row the column names, every field quoted (developers.facebook.com/docs/marketing-api/catalog/reference). */
export const format: FeedFormat = {
  name: 'meta.csv',
  contentType: 'text/csv; charset=utf-8',
  // the first row must be the column names: the licence goes with the file's headers
  head: () => `${columns.join(',')}\n`,
  tail: '',
  item: (parts, marker, nowMs) => {
    const read = readParts(parts);
    return read === undefined ? '' : read.skus.map((sku) => skuRow(read.content, sku, marker, nowMs)).join('');
  },
};

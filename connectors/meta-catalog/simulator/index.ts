import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { createFeedSimulator, type FeedReader, type Issue, type ReadItem } from '../../feed-simulator.ts';
import type { MarketplaceSimulator, SimulatorOptions } from '../../simulator.ts';

const spec = 'developers.facebook.com/docs/marketing-api/catalog/reference';
const rules = { image: `${spec}#image-specifications`, page: `${spec}#link` } as const;

const Rows = z.array(z.record(z.string(), z.string()));
const required = ['id', 'title', 'description', 'availability', 'condition', 'price', 'link', 'image_link'] as const;
const availabilities = ['in stock', 'out of stock', 'preorder', 'available for order', 'discontinued'];

const gtinSum = (text: string): number => {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += Number(text.at(-1 - at)) * (at % 2 === 0 ? 1 : 3);
  return sum % 10;
};

const check = (row: Readonly<Record<string, string>>): readonly Issue[] => {
  const issues: Issue[] = [];
  const say = (code: string, attribute: string, message: string, source: string = spec): void => {
    issues.push({ code, attribute, severity: 'DISAPPROVED', message, source });
  };
  const one = (name: string): string => row[name] ?? '';
  for (const name of required) if (one(name) === '') say('missing_required', name, 'The field is required');
  if (one('brand') === '' && one('gtin') === '' && one('mpn') === '')
    say('missing_brand', 'brand', 'Brand, GTIN or MPN');
  for (const [name, most] of [
    ['id', 100],
    ['title', 200],
    ['description', 9999],
    ['brand', 100],
    ['color', 200],
    ['size', 200],
    ['material', 200],
    ['pattern', 100],
  ] as const) {
    const length = Array.from(one(name)).length;
    if (length > most) say('too_long', name, `${length} characters, at most ${most}`);
  }
  if (/<[a-z][^>]*>/i.test(one('description'))) say('not_plain_text', 'description', 'Tags in the description');
  if (!availabilities.includes(one('availability'))) say('invalid_availability', 'availability', one('availability'));
  if (!['new', 'refurbished', 'used'].includes(one('condition')))
    say('invalid_condition', 'condition', one('condition'));
  if (!/^[1-9]\d*(?:\.\d{1,2})? IDR$/.test(one('price'))) say('invalid_price', 'price', one('price'));
  for (const name of ['link', 'image_link'])
    if (!/^https?:\/\/\S+$/.test(one(name))) say('invalid_url', name, one(name));
  const images = one('additional_image_link');
  if (images.length > 2000 || images.split(',').length > 20)
    say('too_many_images', 'additional_image_link', 'At most 20 and 2,000 characters', rules.image);
  const category = one('google_product_category');
  if (category !== '' && !/^\d+$/.test(category) && category.split(' > ').length < 2)
    say('vague_category', 'google_product_category', 'At least two levels');
  const gtin = one('gtin');
  if (gtin !== '' && (!/^(?:\d{8}|\d{12,14})$/.test(gtin) || gtinSum(gtin) !== 0)) say('invalid_gtin', 'gtin', gtin);
  if (one('quantity_to_sell_on_facebook') !== '' && !/^\d+$/.test(one('quantity_to_sell_on_facebook')))
    say('invalid_quantity', 'quantity_to_sell_on_facebook', one('quantity_to_sell_on_facebook'));
  // what would run as a formula when somebody opens the file (owasp.org/www-community/attacks/CSV_Injection)
  for (const [name, value] of Object.entries(row))
    if (/^[=+@\t\r]/.test(value))
      say('formula', name, 'A spreadsheet would run it', 'owasp.org/www-community/attacks/CSV_Injection');
  return issues;
};

const reader: FeedReader = {
  name: 'meta-catalog',
  // a schedule fetches once an hour at most
  everyMs: 3_600_000,
  read: (text) => {
    const rows = Rows.parse(parse(text, { columns: true, relax_column_count: false, relax_quotes: false, bom: true }));
    const [first = ''] = text.split('\n', 1);
    const columns = first.split(',');
    for (const name of required) if (!columns.includes(name)) throw new Error(`no column ${name}`);
    return rows.map((row): ReadItem => {
      const fields = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value === '' ? [] : name === 'additional_image_link' ? value.split(',') : [value],
        ]),
      );
      return { id: row['id'] ?? '', fields, issues: check(row) };
    });
  },
  availabilityOf: (word) =>
    word === 'in stock'
      ? ['InStock', 'LimitedAvailability']
      : word === 'available for order' || word === 'preorder'
        ? ['BackOrder', 'PreOrder', 'MadeToOrder', 'PreSale']
        : ['OutOfStock', 'SoldOut', 'Discontinued'],
  rules,
};

/**
 * Meta's Commerce Manager as far as a fetched file goes: reads CSV strictly, fetches each page and main image, and shows
 * what it would refuse with the rule's source. Doors as at the other feed: `POST _fetch {feedUrl}`, `_shop/{accountId}`,
 * `_calls`, `_faults` (`outage`), `_app`.
 */
export const createSimulator = (options: SimulatorOptions): MarketplaceSimulator =>
  createFeedSimulator(reader, options);

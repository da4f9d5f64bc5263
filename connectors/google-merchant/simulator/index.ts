import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';
import { createFeedSimulator, type FeedReader, type Issue, type ReadItem } from '../../feed-simulator.ts';
import type { MarketplaceSimulator, SimulatorOptions } from '../../simulator.ts';

const spec = 'support.google.com/merchants/answer/7052112';
const rules = {
  image: 'support.google.com/merchants/answer/6324350',
  page: 'support.google.com/merchants/answer/4752265',
  availability: 'support.google.com/merchants/answer/6324448',
  availabilityDate: 'support.google.com/merchants/answer/6324470',
  identifiers: 'support.google.com/merchants/answer/6324478',
  price: 'support.google.com/merchants/answer/6324371',
  category: 'support.google.com/merchants/answer/6324436',
} as const;

/** XML 1.0 §2.2: what a document may not hold. */
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

const Feed = z.object({
  rss: z.object({
    '@version': z.literal('2.0'),
    '@xmlns:g': z.literal('http://base.google.com/ns/1.0'),
    channel: z.object({
      title: z.string(),
      link: z.string(),
      description: z.string(),
      item: z.array(z.record(z.string(), z.array(z.string()))).default([]),
    }),
  }),
});

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
  htmlEntities: false,
  isArray: (name, path) => name === 'item' || (typeof path === 'string' && path.startsWith('rss.channel.item.')),
});

const gtinSum = (text: string): number => {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += Number(text.at(-1 - at)) * (at % 2 === 0 ? 1 : 3);
  return sum % 10;
};

const check = (fields: Readonly<Record<string, readonly string[]>>, nowMs: number): readonly Issue[] => {
  const issues: Issue[] = [];
  const say = (code: string, attribute: string, message: string, source: string = spec): void => {
    issues.push({ code, attribute, severity: 'DISAPPROVED', message, source });
  };
  const one = (name: string): string => fields[name]?.[0] ?? '';
  const lengthOf = (name: string): number => Array.from(one(name)).length;
  for (const name of ['id', 'title', 'description', 'link', 'image_link', 'availability', 'price'])
    if (one(name) === '') say('missing_required', name, 'The attribute is required');
  for (const [name, values] of Object.entries(fields))
    if (values.length > 1 && name !== 'additional_image_link')
      say('repeated_attribute', name, 'The attribute may stand once');
  for (const [name, most] of [
    ['id', 50],
    ['title', 150],
    ['description', 5000],
    ['brand', 70],
    ['item_group_id', 50],
    ['color', 100],
    ['size', 100],
    ['material', 200],
    ['pattern', 100],
  ] as const)
    if (lengthOf(name) > most) say('too_long', name, `${lengthOf(name)} characters, at most ${most}`);
  for (const name of ['link', 'image_link', 'additional_image_link'])
    for (const url of fields[name] ?? [])
      if (!/^https?:\/\/\S+$/.test(url) || url.length > 2000) say('invalid_url', name, 'Not a URL of at most 2000');
  if ((fields['additional_image_link']?.length ?? 0) > 10)
    say('too_many_images', 'additional_image_link', 'At most 10', rules.image);
  const availability = one('availability');
  if (!['in_stock', 'out_of_stock', 'preorder', 'backorder'].includes(availability))
    say('invalid_availability', 'availability', availability, rules.availability);
  if (availability === 'preorder' || availability === 'backorder') {
    const date = Date.parse(one('availability_date'));
    if (Number.isNaN(date)) say('missing_date', 'availability_date', 'Required with it', rules.availabilityDate);
    else if (date < nowMs - 86_400_000 || date > nowMs + 366 * 86_400_000)
      say('invalid_date', 'availability_date', 'In the past, or more than a year away', rules.availabilityDate);
  }
  if (!/^[1-9]\d*(?:\.\d{1,2})? IDR$/.test(one('price'))) say('invalid_price', 'price', one('price'), rules.price);
  if (!['new', 'refurbished', 'used', ''].includes(one('condition')))
    say('invalid_condition', 'condition', 'Not a word of it');
  const gtin = one('gtin');
  if (gtin !== '' && (!/^(?:\d{8}|\d{12,14})$/.test(gtin) || gtinSum(gtin) !== 0))
    say('invalid_gtin', 'gtin', gtin, rules.identifiers);
  if (one('identifier_exists') !== 'no' && gtin === '' && (one('mpn') === '' || one('brand') === ''))
    say('missing_identifiers', 'gtin', 'Without identifiers, identifier_exists must say no', rules.identifiers);
  if (one('identifier_exists') === 'no' && gtin !== '')
    say('contradicting_identifiers', 'identifier_exists', 'A GTIN stands beside it', rules.identifiers);
  const category = one('google_product_category');
  if (category !== '' && !/^\d+$/.test(category) && category.split(' > ').length < 2)
    say('vague_category', 'google_product_category', 'At least two levels', rules.category);
  if (one('shipping_weight') !== '' && !/^\d+(?:\.\d+)? (?:kg|g|lb|oz)$/.test(one('shipping_weight')))
    say('invalid_weight', 'shipping_weight', one('shipping_weight'));
  return issues;
};

const reader: FeedReader = {
  name: 'google-merchant',
  // a file is fetched once a day (support.google.com/merchants/answer/1219255)
  everyMs: 86_400_000,
  read: (text, _contentType, nowMs) => {
    if (forbidden.test(text)) throw new Error('a character that XML does not know');
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is another package
    const valid = XMLValidator.validate(text);
    if (valid !== true) throw new Error(`not XML: ${valid.err.msg} in line ${valid.err.line}`);
    const { rss } = Feed.parse(parser.parse(text));
    return rss.channel.item.map((item): ReadItem => {
      const fields: Record<string, readonly string[]> = {};
      for (const [name, values] of Object.entries(item)) fields[name.replace(/^g:/, '')] = values;
      return { id: fields['id']?.[0] ?? '', fields, issues: check(fields, nowMs) };
    });
  },
  availabilityOf: (word) =>
    word === 'in_stock'
      ? ['InStock', 'LimitedAvailability']
      : word === 'out_of_stock'
        ? ['OutOfStock', 'SoldOut']
        : ['BackOrder', 'PreOrder', 'MadeToOrder', 'PreSale'],
  rules,
};

/**
 * Google Merchant Center as far as a fetched file goes: reads RSS 2.0 with Google's namespace strictly, fetches each page
 * and main image, and shows what it would disapprove with the rule's source. Below the mount: `POST _fetch {feedUrl}` (the
 * address with its token), `_shop/{accountId}`, `_calls`, `_faults` (`outage`), `_app`.
 */
export const createSimulator = (options: SimulatorOptions): MarketplaceSimulator =>
  createFeedSimulator(reader, options);

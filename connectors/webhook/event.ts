import { createHash } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../../shared/domain/digest.ts';
import type { Outgoing } from '../../shared/domain/partner/deliver.ts';
import { toIso } from '../../shared/domain/time.ts';
import type { FeedEntry } from '../connector.ts';
import { neutralItem, type NeutralItem } from '../feed-item.ts';

/** What a partner is told; names and majors are a public contract (docs/partners.md). */
export const eventTypes = {
  upserted: 'listing.upserted.v1',
  offerChanged: 'listing.offer-changed.v1',
  removed: 'listing.removed.v1',
} as const;
export type EventTypeName = (typeof eventTypes)[keyof typeof eventTypes];

/** Standard Webhooks: keep messages below 20 kB. */
const mostBytes = 20_000;

/** The message's id: the same for the same change, so that a repetition is known as one. */
const idOf = (shopId: string, marker: string, revision: number, type: string, data: unknown): string =>
  `msg_${createHash('sha256')
    .update(JSON.stringify([shopId, marker, revision, type, canonicalJson(data)]))
    .digest('base64url')
    .slice(0, 32)}`;

const itemOf = (entry: Pick<FeedEntry, 'marker' | 'content' | 'price' | 'stock'>): NeutralItem => {
  const item = neutralItem(entry);
  if (item === undefined) throw new TypeError('an entry that the webhook plan did not make');
  return item;
};

const offerOf = (entry: FeedEntry): Record<string, unknown> => {
  const { id, productId, priceIdr, stock, availability, leadTimeDays, variants } = itemOf(entry);
  return {
    id,
    productId,
    priceIdr,
    stock,
    availability,
    leadTimeDays,
    variants: variants?.map((variant) => ({
      variantId: variant.variantId,
      values: variant.values,
      priceIdr: variant.priceIdr,
      stock: variant.stock,
      availability: variant.availability,
    })),
  };
};

const dataOf = (type: string, entry: FeedEntry): Record<string, unknown> => {
  if (type === eventTypes.removed) return { id: entry.marker, productId: itemOf(entry).productId };
  return type === eventTypes.offerChanged ? offerOf(entry) : { ...itemOf(entry) };
};

type Data = Readonly<Record<string, unknown>>;

/**
 * The event with as much of the description as fits below the limit; an ellipsis tells that it was cut. Fifty attributes of
 * full length leave no room at all: then the owner's own attributes stay away, and the feed has them.
 */
const fitted = (render: (data: Data) => string, data: Data): string => {
  const whole = render(data);
  if (Buffer.byteLength(whole) < mostBytes) return whole;
  const characters = Array.from(z.string().catch('').parse(data['description']));
  const cut = (at: number, of: Data = data): string =>
    render({ ...of, description: `${characters.slice(0, at).join('')}…` });
  if (Buffer.byteLength(cut(0)) >= mostBytes) return cut(0, { ...data, attributes: {}, composition: undefined });
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (Buffer.byteLength(cut(middle)) < mostBytes) fits = middle;
    else tooLong = middle;
  }
  return cut(fits);
};

/**
 * The message for an entry's newest change as a structured CloudEvents 1.0 event. Equal for a repetition, to the byte.
 * `shopId`: the partner's id, in `source`.
 */
export const messageFor = (shopId: string, entry: FeedEntry): Outgoing => {
  const { delivery } = entry;
  if (delivery === undefined) throw new TypeError('an entry that nobody is told of');
  const { type, revision, sequence } = delivery;
  const data = dataOf(type, entry);
  const webhookId = idOf(shopId, entry.marker, revision, type, data);
  const render = (shown: Data): string =>
    JSON.stringify({
      specversion: '1.0',
      id: webhookId,
      source: `/v1/partners/${shopId}`,
      type,
      subject: entry.marker,
      time: toIso(sequence),
      datacontenttype: 'application/json',
      // grows with each change of a listing: an older one that comes late is to be passed over (CloudEvents extension)
      sequence: String(sequence),
      data: shown,
    });
  return { webhookId, type, body: fitted(render, data) };
};

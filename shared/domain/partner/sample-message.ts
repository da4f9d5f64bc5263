import { toIso } from '../time.ts';
import type { Outgoing } from './deliver.ts';

export const sampleTypes = ['listing.upserted.v1', 'listing.offer-changed.v1', 'listing.removed.v1'] as const;
export type SampleType = (typeof sampleTypes)[number];

const productId = '01JD8ZQ4Y0C0NT0H0000000000';
const id = `${productId}-1`;
const offer = { id, productId, priceIdr: 18_500, stock: 40, availability: 'ready' };

const dataOf: Readonly<Record<SampleType, Readonly<Record<string, unknown>>>> = {
  'listing.upserted.v1': {
    ...offer,
    name: 'Contoh: Keripik Tempe 250 g',
    description: 'Produk contoh untuk mencoba sambungan. Jangan ditayangkan.',
    komoditas: 'makanan',
    kind: 'physical',
    attributes: { rasa: 'Original' },
    legality: [{ type: 'halal', number: 'ID35110000123450123' }],
    origin: { sentraName: 'Sentra Contoh', regionName: 'Kota Malang' },
    images: ['https://example.org/contoh.jpg'],
  },
  'listing.offer-changed.v1': offer,
  'listing.removed.v1': { id, productId },
};

/** A message as real ones are, marked `test`: a partner checks its signature and shape, and lists nothing. */
export const sampleMessage = (partnerId: string, type: SampleType, webhookId: string, nowMs: number): Outgoing => ({
  webhookId,
  type,
  body: JSON.stringify({
    specversion: '1.0',
    id: webhookId,
    source: `/v1/partners/${partnerId}`,
    type,
    subject: id,
    time: toIso(nowMs),
    datacontenttype: 'application/json',
    sequence: String(nowMs),
    test: 'true',
    data: dataOf[type],
  }),
});

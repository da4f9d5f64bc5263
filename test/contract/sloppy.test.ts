import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { connectors } from '../../connectors/registry.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import { titleOf } from '../../shared/domain/listing/title.ts';
import { connect, openFacts, openRig, planFor, tempe, upload } from './connector-rig.ts';

/** As owners write: capitals, emoji, doubled blanks, signs, one word, or the whole story. */
const plain = fc.constantFrom(
  'Keripik',
  'TEMPE',
  'asli!!!',
  'Batik tulis',
  'murah meriah',
  '100% halal',
  'Sambal  bawang',
  'harga Rp 10.000',
  'wa 0812-3456-7890',
  'cocok utk oleh²',
  'Kab. Sumba Timur',
  'motif kuda & burung',
  'café',
  'gula-aren',
  'no.1',
);
const odd = fc.constantFrom('promo 🔥🔥', '"premium"', '<b>baru</b>', 'ukuran 3/4 ~ 1/2', 'x'.repeat(60));
const words = fc.oneof({ weight: 25, arbitrary: plain }, { weight: 1, arbitrary: odd });
const text = (least: number, most: number) =>
  fc.array(words, { minLength: least, maxLength: most }).map((parts) => parts.join(' '));

/** Mostly right, sometimes missing or far out: what a catalogue of a village looks like. */
const sloppy: fc.Arbitrary<Listable> = fc.record({
  productId: fc.constant(tempe.productId),
  name: fc.oneof({ weight: 4, arbitrary: text(2, 8) }, { weight: 1, arbitrary: text(1, 40) }),
  description: fc.oneof({ weight: 5, arbitrary: text(8, 60) }, { weight: 1, arbitrary: text(1, 2) }),
  komoditas: fc.constantFrom('makanan' as const, 'minuman' as const, 'fesyen' as const, 'kerajinan' as const),
  kind: fc.constant('physical' as const),
  brand: fc.option(fc.constantFrom('Bu Noer', 'No Brand', 'MEREK "SENDIRI"'), { nil: undefined }),
  gtin: fc.option(fc.constantFrom('8991234567891', '4006381333931'), { nil: undefined }),
  package: fc.option(
    fc.record({
      weightGrams: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 20, max: 9_000 }) }, fc.constantFrom(1, 60_000)),
      lengthMm: fc.integer({ min: 10, max: 900 }),
      widthMm: fc.integer({ min: 10, max: 900 }),
      heightMm: fc.integer({ min: 5, max: 900 }),
    }),
    { nil: undefined, freq: 8 },
  ),
  attributes: fc.oneof(
    { weight: 8, arbitrary: fc.constant(tempe.attributes) },
    fc.record({
      rasa: fc.constantFrom('pedas', 'ORIGINAL', 'rasa yang tidak ada'),
      bahan: fc.constant('katun & sutra'),
    }),
    fc.constant({}),
  ),
  composition: fc.option(fc.constant('Kedelai, garam'), { nil: undefined }),
  shelfLifeDays: fc.option(fc.constantFrom(3, 30, 200, 4_000), { nil: undefined, freq: 8 }),
  legality: fc.constantFrom(
    tempe.legality,
    tempe.legality,
    tempe.legality,
    [],
    [{ type: 'halal', number: 'belum ada' }],
  ),
  photos: fc
    .oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 12 }) }, { weight: 1, arbitrary: fc.constant(0) })
    .map((count) => Array.from({ length: count }, (_, at) => `foto${at}.jpg`)),
  origin: fc.constant(tempe.origin),
  seller: fc.constant(tempe.seller),
  photoBase: fc.constant(tempe.photoBase),
  page: fc.option(fc.constant(tempe.page), { nil: undefined, freq: 8 }),
  offer: fc
    .record({
      priceIdr: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 2_000, max: 2_000_000 }) },
        fc.constantFrom(1, 50, 900_000_000),
      ),
      availability: fc.constantFrom('ready' as const, 'ready' as const, 'made-to-order' as const, 'one-off' as const),
      stock: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 400 }) }, fc.constantFrom(0, 200_000)),
      leadTimeDays: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 7, max: 14 }) }, fc.constantFrom(1, 60)),
      minOrder: fc.option(fc.constantFrom(1, 2, 12), { nil: undefined }),
    })
    .map(({ leadTimeDays, ...offer }) => (offer.availability === 'made-to-order' ? { ...offer, leadTimeDays } : offer)),
});

/** Of 500 such products, what a connector calls ready is accepted by its marketplace; what is refused is told by field. */
describe.each(connectors.map((connector): [string, Connector] => [connector.name, connector]))(
  '%s',
  (_name, connector) => {
    test('what is ready is accepted at the first push; what is not ready says why', async () => {
      const rig = await openRig(connector);
      try {
        const session = await connect(rig, 'Sentra Campur');
        const facts = openFacts();
        const products = fc.sample(sloppy, { numRuns: 500, seed: 20_261_122 });
        let ready = 0;
        const refusals: string[] = [];
        for (const [at, product] of products.entries()) {
          // titles are filled up before a plan is made
          const named = { ...product, name: titleOf(product, connector.title) };
          const listable = { ...named, productId: `01JD8ZQ4Y0SL0PPY${String(at).padStart(10, '0')}` };
          const plan = await planFor(rig, session, listable, {}, facts);
          const blocks = plan.problems.filter(({ severity }) => severity === 'block');
          for (const { path, message, fix } of plan.problems) {
            expect(path).not.toBe('');
            expect(message.id).not.toBe('');
            expect(fix.id).not.toBe('');
          }
          if (blocks.length > 0) continue;
          const images = await upload(rig, session, plan);
          const created = await connector.create(session, plan, images, `${listable.productId}-1`);
          // put off and not sent, e.g. without stock, with words of why
          if (created.kind === 'deferred' && created.reason.message.id !== '') continue;
          ready += 1;
          await rig.pass(1_000);
          const seen = created.kind === 'ok' ? await connector.read(session, created.value.externalId) : created;
          if (seen.kind === 'ok' && seen.value !== null && seen.value.state !== 'rejected') continue;
          const problems =
            seen.kind === 'rejected' ? seen.problems : seen.kind === 'ok' ? (seen.value?.problems ?? []) : [];
          if (problems.length === 0) throw new Error(`${listable.name}: ${JSON.stringify(seen)}`);
          for (const { message, fix } of problems) expect([message.id, fix.id]).not.toContain('');
          refusals.push(`${listable.name}: ${problems.map(({ code, message }) => `${code} ${message.en}`).join('; ')}`);
        }
        expect(ready).toBeGreaterThan(60);
        expect(refusals.slice(0, Math.floor(refusals.length - ready * 0.02))).toEqual([]);
      } finally {
        rig.close();
      }
    }, 120_000);
  },
);

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Plan, Session } from '../../connectors/connector.ts';
import { shopee } from '../../connectors/shopee/index.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import { connect, okOf, openFacts, openRig, planFor, tempe, upload, type Rig } from './connector-rig.ts';

const marker = '01JD8ZQ4Y0TEMPE00000000001-1';
let rig: Rig;
let session: Session;

beforeEach(async () => {
  rig = await openRig(shopee);
  session = await connect(rig, 'Sentra Tempe Sanan');
});
afterEach(() => rig.close());

const product = async () => (await rig.door('GET', `/_shop/${session.shopId}`)).products[0];
const create = async (plan: Plan) => okOf(await shopee.create(session, plan, await upload(rig, session, plan), marker));
const codes = (plan: Plan) => plan.problems.filter(({ severity }) => severity === 'block').map(({ code }) => code);
const item = (externalId: string) => `/_shop/${session.shopId}/items/${externalId}`;
const countOf = async (endpoint: string, outcome = 'ok') =>
  (await rig.door('GET', '/_calls')).endpoints[endpoint]?.[session.shopId]?.[outcome] ?? 0;

const chair: Listable = {
  ...tempe,
  name: 'Kursi Rotan Lengkung Trangsan',
  description: 'Kursi rotan buatan tangan dari Trangsan, Sukoharjo, dengan rangka kokoh dan anyaman halus yang awet.',
  komoditas: 'mebel',
  package: { weightGrams: 9000, lengthMm: 800, widthMm: 700, heightMm: 900 },
  attributes: { bahan: 'Rotan', 'Perlu Dirakit': 'Tidak' },
  legality: [],
  photos: ['kursi.jpg'],
  offer: { priceIdr: 850_000, availability: 'made-to-order', stock: 5, leadTimeDays: 21 },
};

const offerOf = (priceIdr: number, stock: number) => ({ priceIdr, stock, availability: 'ready' as const });
const scarf: Listable = {
  ...tempe,
  name: 'Selendang Tenun Ikat Troso Pewarna Alam',
  komoditas: 'fesyen',
  attributes: { bahan: 'Katun' },
  legality: [],
  photos: ['merah.jpg'],
  variants: {
    options: [
      { name: 'Warna', values: ['Merah', 'Biru'] },
      { name: 'Ukuran', values: ['S', 'L'] },
    ],
    items: [
      { variantId: 'V1', values: ['Merah', 'S'], photo: 'merah.jpg', offer: offerOf(100_000, 3) },
      { variantId: 'V2', values: ['Merah', 'L'], offer: offerOf(120_000, 4) },
      { variantId: 'V3', values: ['Biru', 'L'], photo: 'biru.jpg', offer: offerOf(150_000, 0) },
    ],
  },
};
const variantsOf = (listable: Listable) => listable.variants!;

describe('variants', () => {
  const models = async () =>
    Object.fromEntries(
      (await product()).models.map((model: any) => [
        model.model_sku.slice(marker.length + 1),
        {
          at: model.tier_index.join(),
          price: model.price_info[0].original_price,
          stock: model.stock_info_v2.seller_stock[0].stock,
        },
      ]),
    );
  const update = async (externalId: string, listable: Listable) => {
    const plan = await planFor(rig, session, listable);
    expect(codes(plan)).toEqual([]);
    okOf(await shopee.updateContent(session, externalId, plan, await upload(rig, session, plan)));
  };

  test('are made after the item, which has no stock till then; repeating changes nothing', async () => {
    const plan = await planFor(rig, session, scarf);
    expect(codes(plan)).toEqual([]);
    const created = await create(plan);
    expect(created.unfinished?.afterMs).toBeGreaterThanOrEqual(5000);
    expect((await product()).stock).toBe(0);
    await rig.pass(created.unfinished!.afterMs);
    await update(created.externalId, scarf);
    const made = {
      V1: { at: '0,0', price: 100_000, stock: 3 },
      V2: { at: '0,1', price: 120_000, stock: 4 },
      V3: { at: '1,1', price: 150_000, stock: 0 },
    };
    expect(await models()).toEqual(made);
    expect((await product()).tier_variation.map((tier: any) => tier.options.map(({ option }: any) => option))).toEqual([
      ['Merah', 'Biru'],
      ['S', 'L'],
    ]);
    for (const { imageId } of (await product()).tier_variation[0].options) expect(imageId).not.toBe('');
    await update(created.externalId, scarf);
    expect(await models()).toEqual(made);
    expect(await countOf('product/init_tier_variation')).toBe(1);
    expect(await countOf('product/update_tier_variation')).toBe(0);
    expect(await countOf('product/add_model')).toBe(0);
  });

  test('change price and stock apart, by model', async () => {
    const { externalId } = await create(await planFor(rig, session, scarf));
    await rig.pass(6000);
    await update(externalId, scarf);
    const changed = await planFor(rig, session, {
      ...scarf,
      variants: {
        ...variantsOf(scarf),
        items: variantsOf(scarf).items.map((each) => ({ ...each, offer: offerOf(each.offer.priceIdr + 1000, 9) })),
      },
    });
    okOf(await shopee.updatePrice(session, externalId, changed));
    expect(await models()).toMatchObject({ V1: { price: 101_000, stock: 3 }, V3: { price: 151_000, stock: 0 } });
    okOf(await shopee.updateStock(session, externalId, changed));
    expect(await models()).toMatchObject({ V1: { stock: 9 }, V2: { stock: 9 }, V3: { stock: 9 } });
    expect(await countOf('product/update_price')).toBe(1);
    expect(await countOf('product/update_stock')).toBe(1);
  });

  test('an offer change before the variants are made is carried by making them', async () => {
    const plan = await planFor(rig, session, scarf);
    const { externalId } = await create(plan);
    okOf(await shopee.updatePrice(session, externalId, plan));
    okOf(await shopee.updateStock(session, externalId, plan));
    expect(await countOf('product/update_price')).toBe(0);
  });

  test('a variant more, one less, another order, and another number of options', async () => {
    const { externalId } = await create(await planFor(rig, session, scarf));
    await rig.pass(6000);
    await update(externalId, scarf);
    const [first, second] = variantsOf(scarf).items;
    const reordered: Listable = {
      ...scarf,
      variants: {
        options: [
          { name: 'Warna', values: ['Hijau', 'Merah'] },
          { name: 'Ukuran', values: ['S', 'L'] },
        ],
        items: [{ variantId: 'V9', values: ['Hijau', 'S'], offer: offerOf(110_000, 2) }, second!, first!],
      },
    };
    await update(externalId, reordered);
    expect(await models()).toEqual({
      V1: { at: '1,0', price: 100_000, stock: 3 },
      V2: { at: '1,1', price: 120_000, stock: 4 },
      V9: { at: '0,0', price: 110_000, stock: 2 },
    });
    const oneTier: Listable = {
      ...scarf,
      variants: {
        options: [{ name: 'Ukuran', values: ['S', 'L'] }],
        items: [
          { ...first!, values: ['S'] },
          { ...second!, values: ['L'] },
        ],
      },
    };
    await update(externalId, oneTier);
    expect(await models()).toMatchObject({ V1: { at: '0' }, V2: { at: '1' } });
    const renewed: Listable = {
      ...oneTier,
      variants: {
        options: [{ name: 'Ukuran', values: ['M'] }],
        items: [{ variantId: 'V7', values: ['M'], offer: offerOf(90_000, 6) }],
      },
    };
    await update(externalId, renewed);
    expect(await models()).toEqual({ V7: { at: '0', price: 90_000, stock: 6 } });
  });

  test('prices too far apart and too many options are named problems', async () => {
    const [first, ...others] = variantsOf(scarf).items;
    const dear = {
      ...scarf,
      variants: { ...variantsOf(scarf), items: [{ ...first!, offer: offerOf(1_000_000, 1) }, ...others] },
    };
    expect(codes(await planFor(rig, session, dear))).toEqual(['split-product']);
    const long = {
      ...scarf,
      variants: {
        ...variantsOf(scarf),
        options: [{ name: 'Warna benang pakan', values: ['x'.repeat(21)] }, ...variantsOf(scarf).options],
      },
    };
    expect(codes(await planFor(rig, session, long))).toEqual([
      'too-many-variants',
      'variant-name-length',
      'variant-value-length',
    ]);
  });
});

describe('a taxed shop', () => {
  test('buyers pay the price that the owner set; only original_price is compared', async () => {
    session = await connect(rig, 'Toko Kena Pajak', '&tax_rate=0.11');
    await rig.door('POST', `/_shop/${session.shopId}/items`, { name: 'Dagangan lama', price: 200_000 });
    const plan = await planFor(rig, session, { ...tempe, offer: { ...tempe.offer, priceIdr: 111_000 } });
    expect(plan.price).toEqual({ original: 100_000 });
    const created = await create(plan);
    expect(created.unfinished).toBeUndefined();
    const listed = (await rig.door('GET', `/_shop/${session.shopId}`)).products.find(
      (each: any) => each.item_sku === marker,
    );
    expect(listed.buyer_price).toBe(111_000);
    await rig.door('PUT', `${item(created.externalId)}/promotion`, { price: 80_000 });
    expect(okOf(await shopee.read(session, created.externalId))?.priceIdr).toBe(100_000);
  });

  test('whose tax no item told yet: the first item tells, and its price is planned anew', async () => {
    session = await connect(rig, 'Toko Kena Pajak', '&tax_rate=0.11');
    const facts = openFacts();
    const created = await create(await planFor(rig, session, tempe, {}, facts));
    expect(created.unfinished).toBeDefined();
    const replanned = await planFor(rig, session, tempe, {}, facts);
    okOf(await shopee.updatePrice(session, created.externalId, replanned));
    expect((await product()).buyer_price).toBe(tempe.offer.priceIdr);
  });
});

describe('under promotion', () => {
  test('what Shopee locks is put off, not refused', async () => {
    const plan = await planFor(rig, session, tempe);
    const { externalId } = await create(plan);
    await rig.door('PUT', `${item(externalId)}/promotion`, { reserved: 10 });
    const changed = await planFor(rig, session, { ...tempe, offer: { ...tempe.offer, priceIdr: 20_000, stock: 5 } });
    expect(await shopee.updatePrice(session, externalId, changed)).toMatchObject({
      kind: 'deferred',
      reason: { code: 'under-promotion' },
    });
    expect((await shopee.updateStock(session, externalId, changed)).kind).toBe('deferred');
    expect((await shopee.setOnSale(session, externalId, false)).kind).toBe('deferred');
    expect((await shopee.remove(session, externalId)).kind).toBe('deferred');
    await rig.door('DELETE', `${item(externalId)}/promotion`);
    okOf(await shopee.updatePrice(session, externalId, changed));
  });
});

describe('made to order', () => {
  test('becomes pre-order within the days that the category takes', async () => {
    const plan = await planFor(rig, session, chair);
    expect(codes(plan)).toEqual([]);
    await create(plan);
    expect((await product()).pre_order).toEqual({ is_pre_order: true, days_to_ship: 21 });
  });

  test.each([
    [61, 'lead-time-too-long'],
    [undefined, 'lead-time-missing'],
  ])('in %s days is a named problem', async (leadTimeDays, code) => {
    const offer = { ...chair.offer, leadTimeDays };
    expect(codes(await planFor(rig, session, { ...chair, offer }))).toEqual([code]);
  });

  test('in a category that takes no pre-orders is a named problem, if only when Shopee says so', async () => {
    const jamu: Listable = {
      ...tempe,
      name: 'Jamu Kunyit Asam Serbuk 150 g',
      komoditas: 'herbal',
      attributes: { bentuk: 'Serbuk' },
      offer: { ...chair.offer, priceIdr: 30_000, leadTimeDays: 10 },
    };
    const plan = await planFor(rig, session, jamu);
    const refused = await shopee.create(session, plan, await upload(rig, session, plan), marker);
    expect(refused).toMatchObject({ kind: 'rejected', problems: [{ code: 'pre-order-not-supported' }] });
  });
});

describe('what only Shopee knows', () => {
  test('a channel whose price limit no call tells is left out', async () => {
    const ring = {
      ...tempe,
      name: 'Cincin Perak Kotagede',
      attributes: { bahan: 'Perak' },
      package: { weightGrams: 80, lengthMm: 50, widthMm: 50, heightMm: 30 },
      offer: { ...tempe.offer, priceIdr: 2_500_000, stock: 1 },
    };
    const plan = await planFor(rig, session, ring);
    expect(codes(plan)).toEqual([]);
    expect(plan.content['channels']).toContain('8005');
    await create(plan);
    expect((await product()).logistic_info.map(({ logistic_id }: any) => logistic_id)).not.toContain(8005);
    expect(await countOf('product/add_item')).toBe(1);
  });

  test('a banned item says why, in the words for its owner', async () => {
    const { externalId } = await create(await planFor(rig, session, tempe));
    await rig.door('POST', item(externalId), { status: 'BANNED' });
    const seen = okOf(await shopee.read(session, externalId));
    expect(seen).toMatchObject({ state: 'rejected', problems: [{ code: 'marketplace-violation', severity: 'block' }] });
    expect(seen?.problems[0]?.message.id).toContain('License Reason');
    expect((await shopee.setOnSale(session, externalId, false)).kind).toBe('deferred');
  });

  test.each([
    ['SELLER_DELETE', 'removed-by-seller'],
    ['SHOPEE_DELETE', 'removed-by-marketplace'],
    ['UNLIST', 'off'],
    ['REVIEWING', 'in-review'],
    ['BANNED', 'rejected'],
  ])('state %s is %s, and found by its marker', async (status, state) => {
    const { externalId } = await create(await planFor(rig, session, tempe));
    await rig.door('POST', item(externalId), { status });
    expect(okOf(await shopee.findByMarker(session, marker))).toMatchObject([{ externalId, state }]);
  });

  test('an item whose search lags is found among what changed lately, when the list shows it', async () => {
    await create(await planFor(rig, session, tempe));
    const blind: Session = {
      ...session,
      fetch: (input, init) =>
        new Request(input).url.includes('search_item')
          ? Promise.resolve(new Response('{"error":"","response":{"item_id_list":[]}}'))
          : session.fetch(input, init),
    };
    expect(okOf(await shopee.findByMarker(blind, marker))).toHaveLength(1);
  });
});

describe('attributes', () => {
  test('are answered from the product, the register and the synonyms owners use', async () => {
    await create(await planFor(rig, session, tempe));
    const sent = Object.fromEntries(
      (await product()).attribute_list.map((each: any) => [
        each.original_attribute_name,
        each.attribute_value_list.map((value: any) => [value.original_value_name, value.value_unit].join('')),
      ]),
    );
    expect(sent).toEqual({
      'Negara Asal': ['Indonesia'],
      'Masa Penyimpanan': ['6 Bulan'],
      'Berat Bersih': ['250g'],
      'No. Izin Edar (BPOM/P-IRT)': ['2063573010234-27'],
      'Sertifikasi Halal': ['Ya'],
      Rasa: ['Original'],
    });
  });

  test('what the owner chose for this shop comes first, by id or name', async () => {
    const facts = okOf(await shopee.gatherFacts(session, chair, {}, openFacts()));
    const field = shopee.requirements(facts).fields.find(({ name }) => name === 'Material')!;
    for (const key of [field.id, 'material']) {
      const plan = shopee.plan(chair, { attributes: { [key]: 'Kayu jati perhutani' } }, facts);
      const wood = field.options?.find(({ name }) => name === 'Kayu')?.id;
      expect(plan.content['attributes']).toContainEqual({ id: field.id, values: [{ id: wood }] });
    }
    const own = shopee.plan(chair, { attributes: { material: 'Pelepah pisang' } }, facts);
    expect(own.content['attributes']).toContainEqual({ id: field.id, values: [{ id: '0', name: 'Pelepah pisang' }] });
  });

  test('an unanswered mandatory one is named; a wrong choice lists the choices', async () => {
    const none = await planFor(rig, session, { ...chair, attributes: {} });
    expect(none.problems.map(({ code, path }) => [code, path])).toEqual([
      ['attribute-missing', 'attributes/Material'],
      ['attribute-missing', 'attributes/Perlu Dirakit'],
    ]);
    const wrong = await planFor(rig, session, { ...chair, attributes: { bahan: 'Rotan', 'perlu dirakit': 'mungkin' } });
    expect(wrong.problems).toMatchObject([
      { code: 'attribute-invalid', severity: 'block', fix: { id: 'Pilih salah satu: Ya, Tidak.' } },
    ]);
  });
});

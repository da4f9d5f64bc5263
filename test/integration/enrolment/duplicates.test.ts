import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { IkmView } from '../../../shared/domain/ikm/ikm.ts';
import { IkmBody } from '../../../shared/domain/ikm/ikm.ts';
import { DuplicateView } from '../../../shared/domain/duplicate/duplicate.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, code, house, ministry, siti } from './house.ts';

let engine: Dynoxide;
let register: TableAt;
let use: ReturnType<typeof house>;
beforeAll(async () => {
  engine = await startDynoxide();
});
beforeEach(async () => {
  register = await engine.createTable('register');
  use = house(register, await engine.createTable('listings'));
});
afterAll(() => engine.stop());

const malang = as('dinas', '35.73');
/** The same firm as another office wrote it down: no NIK, no NIB, but a taxpayer number. */
const again = IkmBody.parse({
  businessName: 'UD Kripik Siti',
  owner: { kind: 'person', name: 'Bu Siti', phone: '081234567890', contactVia: 'Pak RT' },
  npwp: '3573014101900001',
  komoditas: 'makanan',
  regionCode: '35.73.02',
  address: 'Jl. Melati 9',
  workers: 4,
  legalBasis: 'public-task',
});
const pairs = async (caller = malang) => (await use.duplicates(caller, 25, undefined)).rows;
const foundPair = async () => {
  const one = await use.enrol(siti);
  const two = await use.enrol(again);
  await use.find(one.ikmId);
  await use.find(two.ikmId);
  const [pair] = await pairs();
  return { one, two, pair: pair! };
};
const inputOf = (keep: IkmView, drop: IkmView) => ({
  keep: keep.ikmId,
  drop: drop.ikmId,
  etags: { keep: keep.etag, drop: drop.etag },
});

describe('finding', () => {
  test('a pair is shown once, side by side, to officers who reach both', async () => {
    const { one, two, pair } = await foundPair();
    await Promise.all([use.find(one.ikmId), use.find(two.ikmId), use.find(one.ikmId)]);
    expect(await pairs()).toEqual([pair]);
    expect(DuplicateView.parse(pair)).toMatchObject({ state: 'open', why: expect.arrayContaining(['same-phone']) });
    expect(pair.records.map(({ ikmId }) => ikmId).sort()).toEqual([one.ikmId, two.ikmId].sort());
    expect(JSON.stringify(pair)).not.toMatch(/3573014101900001|81234567890|Siti Aminah/);
    expect(await pairs(as('dinas', '33'))).toEqual([]);
    expect(await pairs(as('dinas', '35.73.05'))).toEqual([]);
    expect(await pairs(ministry)).toEqual([pair]);
    await expect(
      use.decideDuplicate(as('dinas', '33'), pair.duplicateId, { etag: '1', decision: 'same' }),
    ).rejects.toEqual(code('not-found'));
  });

  test('of two enrolled at once one finds the other, in whatever order', async () => {
    const [one, two] = await Promise.all([use.enrol(siti), use.enrol(again)]);
    await Promise.all([use.find(two.ikmId), use.find(one.ikmId)]);
    expect(await pairs()).toHaveLength(1);
  });

  test('nothing that is kept for it tells a phone or a name', async () => {
    await foundPair();
    const { Items } = await register.dynamo.send(new ScanCommand({ TableName: register.table }));
    const kept = Items!.filter(({ type }) => type === 'likeness' || type === 'duplicate');
    expect(kept.length).toBeGreaterThan(4);
    expect(JSON.stringify(kept)).not.toMatch(/81234567890|siti|keripik|kripik/i);
  });

  test('a closed record is forgotten', async () => {
    const { one, two } = await foundPair();
    await use.close(ministry, two.ikmId, undefined);
    await use.find(two.ikmId);
    expect(await pairs()).toEqual([]);
    const { Items } = await register.dynamo.send(new ScanCommand({ TableName: register.table }));
    expect(Items!.filter(({ type, ikmId }) => type === 'likeness' && ikmId === two.ikmId)).toEqual([]);
    expect(Items!.filter(({ type, ikmId }) => type === 'likeness' && ikmId === one.ikmId)).not.toEqual([]);
  });
});

describe('deciding', () => {
  test('two firms are not brought up again; a hasty word is put right', async () => {
    const { one, pair } = await foundPair();
    const decide = (etag: string, decision: 'same' | 'different') =>
      use.decideDuplicate(malang, pair.duplicateId, { etag, decision });
    expect(await decide('1', 'different')).toMatchObject({ state: 'different', etag: '2' });
    expect(await decide('1', 'different')).toMatchObject({ state: 'different', etag: '2' });
    await use.find(one.ikmId);
    expect(await pairs()).toEqual([]);
    await expect(decide('1', 'same')).rejects.toEqual(code('stale-etag'));
    expect(await decide('2', 'same')).toMatchObject({ state: 'same' });
    expect(await pairs()).toMatchObject([{ state: 'same' }]);
  });
});

describe('merging', () => {
  test('the kept record gets what it lacks; the other is closed and points to it', async () => {
    const { one, two, pair } = await foundPair();
    const merged = await use.merge(malang, pair.duplicateId, inputOf(two, one));
    expect(merged).toMatchObject({
      ikmId: two.ikmId,
      businessName: 'UD Kripik Siti',
      address: 'Jl. Melati 9',
      workers: 4,
      nib: siti.nib,
      owner: { name: 'Bu Siti', nik: '35••••••••••0001', phone: '+62812••••890', contactVia: 'Pak RT' },
      warnings: [],
      history: [{ step: 'merge', other: one.ikmId }],
    });
    expect(await use.get(malang, one.ikmId)).toMatchObject({
      state: 'closed',
      mergedInto: two.ikmId,
      history: [{ step: 'merge', other: two.ikmId }],
    });
    expect(await pairs()).toEqual([]);
    // the same again, as after a lost answer
    expect(await use.merge(malang, pair.duplicateId, inputOf(two, one))).toEqual(merged);
    await expect(use.merge(malang, pair.duplicateId, inputOf(one, two))).rejects.toEqual(code('wrong-state'));
    // the owner is enrolled at both sites now, by one record
    await expect(use.enrol(siti)).rejects.toEqual(code('already-enrolled'));
    await expect(use.enrol({ ...siti, address: again.address })).rejects.toEqual(code('already-enrolled'));
    await use.close(ministry, two.ikmId, undefined);
    expect((await use.enrol(siti)).state).toBe('draft');
  });

  test('is refused while the other has a connected shop, for other records, and for versions nobody looked at', async () => {
    const { one, two, pair } = await foundPair();
    const merge = (input: ReturnType<typeof inputOf>) => use.merge(malang, pair.duplicateId, input);
    await use.account({ type: 'ikm', id: two.ikmId }, { regionCode: '35.73.02' });
    await expect(merge(inputOf(one, two))).rejects.toEqual(code('shops-connected'));
    await expect(merge(inputOf(two, two))).rejects.toEqual(code('bad-request'));
    await expect(merge({ ...inputOf(two, one), etags: { keep: '1', drop: '9' } })).rejects.toEqual(code('stale-etag'));
    expect((await merge(inputOf(two, one))).ikmId).toBe(two.ikmId);
  });

  test('of many at once, in both directions, exactly one direction is done', async () => {
    const { one, two, pair } = await foundPair();
    const results = await Promise.allSettled(
      [inputOf(one, two), inputOf(two, one), inputOf(one, two), inputOf(two, one)].map((input) =>
        use.merge(malang, pair.duplicateId, input),
      ),
    );
    const kept = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.ikmId] : []));
    expect(new Set(kept).size).toBe(1);
    const states = await Promise.all([one, two].map(async ({ ikmId }) => (await use.get(malang, ikmId)).state));
    expect(states.sort()).toEqual(['closed', 'draft']);
  });

  test('products and their listings follow, through merges in a row, and offers with them', async () => {
    const { one, two, pair } = await foundPair();
    const sentraId = await use.sentra('35.73');
    const joint = await use.account({ type: 'sentra', id: sentraId }, { regionCode: '35.73', sentraId });
    const products = [await use.product(one.ikmId), await use.product(one.ikmId)];
    for (const product of products) await use.list(product, joint);
    // one of them has offers of its own by now
    const { product, offers } = (await use.deps.products.read(products[0]!.productId))!;
    await use.deps.products.writeOffers(product, offers, { ...offers, etag: '2' });
    await use.merge(malang, pair.duplicateId, inputOf(two, one));

    const third = await use.enrol({ ...again, address: 'Jl. Dahlia 3' });
    await use.find(third.ikmId);
    const [next] = await pairs();
    await use.merge(malang, next!.duplicateId, inputOf(third, await use.get(malang, two.ikmId)));

    await use.follow(two.ikmId);
    await use.follow(one.ikmId);
    await use.follow(one.ikmId);
    for (const { productId } of products) {
      const file = (await use.deps.products.read(productId))!;
      expect(file.product.ikmId).toBe(third.ikmId);
      expect(file.offers.whole).toMatchObject({ priceIdr: 25_000, stock: 40 });
      expect(await use.deps.listings.ofProduct(productId)).toMatchObject([{ ikmId: third.ikmId, dueSeq: 2 }]);
    }
    expect((await use.deps.productsOfIkm(third.ikmId, 10, undefined)).rows).toHaveLength(2);
    expect((await use.deps.productsOfIkm(one.ikmId, 10, undefined)).rows).toEqual([]);
  });

  test('the owner of the closed record reaches the kept one; a mentor needs consent for it', async () => {
    const { one, two, pair } = await foundPair();
    const [owner, mentor] = [await use.member('pemilik', one.ikmId), await use.member('pendamping', one.ikmId)];
    await use.merge(malang, pair.duplicateId, inputOf(two, one));
    await use.follow(one.ikmId);
    await use.follow(one.ikmId);
    expect((await use.get(await owner(), two.ikmId)).ikmId).toBe(two.ikmId);
    expect((await owner()).memberships).toMatchObject([{ scope: [one.ikmId, two.ikmId] }]);
    await expect(use.get(await mentor(), two.ikmId)).rejects.toEqual(code('not-found'));
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { changeOffer } from '../../../functions/change-offer/use-case.ts';
import { enrolIkm } from '../../../functions/enrol-ikm/use-case.ts';
import { saveProduct } from '../../../functions/save-product/use-case.ts';
import { saveSentra } from '../../../functions/save-sentra/use-case.ts';
import { submitIkm } from '../../../functions/submit-ikm/use-case.ts';
import { IkmId, MemberId, ProductId, SentraId } from '../../../shared/domain/ids.ts';
import { IkmBody } from '../../../shared/domain/ikm/ikm.ts';
import type { Directory, Entry, LinedEntry } from '../../../shared/domain/intake/entry.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { ProductBody } from '../../../shared/domain/product/product.ts';
import { createDirectory } from '../../../shared/domain/intake/directory.ts';
import { SentraBody } from '../../../shared/domain/sentra/sentra.ts';
import { createWriteEntries } from '../../../shared/persistence/bulk-entries.dynamo.ts';
import { loadDirectory } from '../../../shared/persistence/directory.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../../shared/persistence/ikm-repository.dynamo.ts';
import { createPlaceOfIkm } from '../../../shared/persistence/places.dynamo.ts';
import { createProductRepository } from '../../../shared/persistence/product-repository.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../../../shared/persistence/sentra-repository.dynamo.ts';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';

let engine: Dynoxide;
let at: TableAt;
let house: ReturnType<typeof using>;
beforeAll(async () => {
  engine = await startDynoxide();
});
beforeEach(async () => {
  at = await engine.createTable('register');
  house = using(at);
});
afterAll(() => engine.stop());

const as = (role: Role, ...scope: string[]): Caller => ({
  subject: `${role}-${scope.join()}`,
  memberships: [{ memberId: MemberId.parse(ulid()), role, scope }],
});
const jatim = as('dinas', '35');
const jateng = as('dinas', '33');

const clock = () => Date.UTC(2026, 10, 22);

/** Counts writing calls, and can be told to die at one of them. */
const watched = ({ dynamo, table }: TableAt, dieAt = Infinity) => {
  const send = async (command: { constructor: { name: string }; input: { Statements?: unknown[] } }) => {
    watch.statements += command.input.Statements?.length ?? 0;
    if (!/^(Get|Query|BatchGet)/.test(command.constructor.name)) {
      watch.writes += 1;
      if (watch.writes === dieAt) throw new Error('killed');
    }
    return dynamo.send(command as never);
  };
  const watch = { writes: 0, statements: 0, at: { dynamo: { send } as unknown as DynamoDBDocumentClient, table } };
  return watch;
};

const using = (table: TableAt) => {
  const { kms, calls } = createFakeKms();
  const sealer = createSealer({ kms, keyId: 'seal', clock });
  const hashIdentity = createIdentityHash({ kms, keyId: 'identity' });
  const products = createProductRepository(table, clock);
  const deps = {
    ikms: createIkmRepository(table),
    sentras: createSentraRepository(table),
    sealer,
    hashIdentity,
    products,
    placeOfIkm: createPlaceOfIkm(table),
    clock,
  };
  const writer = (
    importId: string,
    caller = jatim,
    register = table,
    directory: Pick<Directory, 'ikm'> = createDirectory(),
  ) => createWriteEntries({ register, caller, directory, importId, clock, sealer, hashIdentity });
  const write = (importId: string, rows: readonly Entry[], caller = jatim, register = table) =>
    writer(importId, caller, register)(lined(rows));
  return {
    calls,
    writer,
    write,
    /** What each row did, or the code of its refusal. */
    outcomes: async (...args: Parameters<typeof write>) =>
      (await write(...args)).map((one) => (one.did === 'refused' ? one.problems[0]?.code : one.did)),
    enrol: enrolIkm(deps),
    submit: submitIkm(deps),
    save: saveProduct(deps),
    saveSentra: saveSentra(deps),
    changeOffer: changeOffer(deps),
    products,
    ikms: deps.ikms,
  };
};
const lined = (rows: readonly Entry[]): LinedEntry[] => rows.map((entry, n) => ({ line: n + 2, entry }));
const sanan = SentraBody.parse({
  name: 'Sentra Tempe Sanan',
  kind: 'sentra',
  komoditas: 'makanan',
  regionCode: '35.73.01',
  address: 'Sanan',
  leader: { name: 'Bu Noer', phone: '081234567890' },
});
const numbersTo = (end: number): number[] => Array.from({ length: end }, (_, n) => n);

const allRows = async () => {
  const { Items = [] } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
  return Items.sort((a, b) => (`${a['pk']}${a['sk']}` < `${b['pk']}${b['sk']}` ? -1 : 1));
};

const nikOf = (n: number) => `357301410190${String(n + 1).padStart(4, '0')}`;
const firm = (n: number, change: object = {}): Entry => ({
  kind: 'ikm',
  body: IkmBody.parse({
    businessName: `Keripik ${n}`,
    owner: { kind: 'person', name: `Siti ${n}`, nik: nikOf(n), phone: '0812 3456 7890' },
    nib: String(2_200_012_345_670 + n).padStart(13, '0'),
    komoditas: 'makanan',
    regionCode: '35.73.01',
    address: `Jl. Mawar No. ${n}`,
    legalBasis: 'public-task',
    ...change,
  }),
});
const product = (ikmId: string, n: number, change: object = {}): Entry => ({
  kind: 'product',
  ikmId,
  body: ProductBody.parse({
    name: `Keripik Tempe ${n}`,
    description: 'Renyah.',
    komoditas: 'makanan',
    kind: 'physical',
    sku: `KT-${n}`,
    offer: { priceIdr: 25_000, availability: 'ready', stock: 40 },
    ...change,
  }),
});
const idsOf = async (importId: string, rows: readonly Entry[]) =>
  (await house.write(importId, rows)).map((one) => ('id' in one ? one.id : ''));

describe('IKMs', () => {
  test('that were imported before their NIK was known are the same ones when it comes', async () => {
    const owner = { kind: 'person', name: 'Siti 0' };
    const [id] = await idsOf('one', [firm(0, { owner, nib: undefined })]);
    const rows = [firm(0), firm(0, { owner: { ...owner, nik: nikOf(9) }, nib: undefined })];
    const say = async (importId: string) =>
      (await house.writer(importId, jatim, at, await loadDirectory(at, jatim))(lined(rows))).map((one) =>
        'id' in one ? [one.did, one.id === id] : one.problems,
      );
    // the second is another Siti, who has a NIK of her own
    const expected = [
      ['changed', true],
      ['created', false],
    ];
    expect(await say('two')).toEqual(expected);
    expect(await say('two')).toEqual(expected);
    expect(await say('three')).toEqual([
      ['same', true],
      ['same', false],
    ]);
    expect((await allRows()).filter(({ type }) => type === 'ikm')).toHaveLength(2);
    expect(await house.outcomes('four', [firm(0, { owner, nib: undefined })])).toEqual(['identity-fixed']);
  });

  test('are drafts in reach of all that enrolment offers, at one key for all', async () => {
    const ids = await idsOf(
      'one',
      numbersTo(30).map((n) => firm(n)),
    );
    expect(house.calls.filter((name) => name === 'GenerateDataKeyCommand')).toHaveLength(1);
    const rows = await allRows();
    expect(rows.filter(({ type }) => type === 'ikm')).toHaveLength(30);
    expect(rows.filter(({ type }) => type === 'identity')).toHaveLength(60);
    expect(JSON.stringify(rows)).not.toMatch(/Siti|357301410|81234567890|Mawar/);
    const seen = await house.submit(jatim, IkmId.parse(ids[3]!), undefined);
    expect(seen).toMatchObject({ state: 'submitted', owner: { name: 'Siti 3' }, address: 'Jl. Mawar No. 3' });
  });

  test('the same rows again are the same and write nothing; the same import again says what it said', async () => {
    const rows = numbersTo(60).map((n) => firm(n));
    const first = await house.write('one', [...rows, firm(0)]);
    expect(first.map(({ did }) => did)).toEqual([...rows.map(() => 'created'), 'same']);
    expect(await house.write('one', [...rows, firm(0)])).toEqual(first);
    const watch = watched(at);
    const write = house.writer('two', jatim, watch.at);
    expect((await write(lined(rows))).map(({ did }) => did)).toEqual(rows.map(() => 'same'));
    // the first stretch finds out by insertions that fail, all others by looking
    watch.writes = 0;
    expect((await write(lined(rows))).map(({ did }) => did)).toEqual(rows.map(() => 'same'));
    expect(watch.writes).toBe(0);
  });

  test('a changed row changes what imports wrote, also after a step; never what a person changed', async () => {
    const [a, b] = await idsOf('one', [firm(0), firm(1)]);
    await house.submit(jatim, IkmId.parse(a!), undefined);
    const renamed = [firm(0, { businessName: 'Baru 0' }), firm(1, { businessName: 'Baru 1' })];
    const { ikm } = (await house.ikms.get(b!))!;
    const own = (firm(1) as { body: IkmBody }).body;
    await house.enrol(jatim, { ikmId: ikm.ikmId, body: { ...own, workers: 9 }, ifMatch: ikm.etag });
    expect(await house.outcomes('two', renamed)).toEqual(['changed', 'changed-elsewhere']);
    expect(await house.outcomes('two', renamed)).toEqual(['changed', 'changed-elsewhere']);
    expect((await house.ikms.get(a!))?.ikm).toMatchObject({ businessName: 'Baru 0', state: 'submitted' });
    expect((await house.ikms.get(b!))?.ikm).toMatchObject({ businessName: 'Keripik 1', workers: 9 });
  });

  test('of two rows on one firm that differ the first counts', async () => {
    const rows = [firm(0), firm(0, { businessName: 'Lain' })];
    expect(await house.outcomes('one', rows)).toEqual(['created', 'said-before']);
    expect(await house.outcomes('one', rows)).toEqual(['created', 'said-before']);
    const { nik: _, ...nameless } = (firm(5) as { body: IkmBody }).body.owner;
    const byNib = firm(5, { owner: nameless });
    expect(await house.outcomes('two', [firm(5), byNib])).toEqual(['created', 'same']);
  });

  test('a firm enrolled by hand is that record; by another office it is refused without a word on it', async () => {
    const { body } = firm(0) as { body: IkmBody };
    const ikmId = IkmId.parse(ulid());
    await house.enrol(jatim, { ikmId, body, ifMatch: undefined });
    expect(await house.write('one', [firm(0)])).toEqual([{ line: 2, did: 'same', id: ikmId }]);
    expect(await house.outcomes('one', [firm(0, { workers: 3 })])).toEqual(['changed-elsewhere']);
  });

  test('a firm that another office enrolled is refused without a word on it', async () => {
    const sentraId = ulid();
    const helper = as('pendamping', sentraId);
    const { body } = firm(0) as { body: IkmBody };
    await house.enrol(jatim, { ikmId: IkmId.parse(ulid()), body, ifMatch: undefined });
    await house.saveSentra(jatim, { sentraId: SentraId.parse(sentraId), body: sanan, ifMatch: undefined });
    const held = await allRows();
    expect(await house.outcomes('two', [firm(0, { sentraId })], helper)).toEqual(['already-enrolled']);
    expect(await allRows()).toEqual(held);
  });

  test('rows outside the scope are refused', async () => {
    expect(await house.outcomes('one', [firm(0), firm(1, { sentraId: ulid() })], jateng)).toEqual([
      'outside-scope',
      'outside-scope',
    ]);
    expect(await house.outcomes('one', [firm(1, { sentraId: ulid() })])).toEqual(['not-found']);
    expect(await allRows()).toEqual([]);
  });

  test('killed at any write and run again, the end is as if undisturbed', async () => {
    const rows = numbersTo(30).map((n) => firm(n));
    const undisturbed = await house.write('one', rows);
    const shape = (all: readonly Record<string, unknown>[]) =>
      all.map(({ sealed: _s, dataKey: _k, createdWith: _c, ...row }) => row);
    const end = shape(await allRows());
    const times = ({ createdAt: _c, updatedAt: _u, at: _a, ...row }: Record<string, unknown>) => row;
    // three calls for 60 locks, two for 30 rows
    for (let dieAt = 1; dieAt <= 5; dieAt += 1) {
      at = await engine.createTable('register');
      await expect(house.write('one', rows, jatim, watched(at, dieAt).at)).rejects.toThrow('killed');
      expect(await house.write('one', rows, jatim, at)).toEqual(undisturbed);
      expect(shape(await allRows()).map(times)).toEqual(end.map(times));
    }
  });

  test('two workers on the same rows make them once, and both say so', async () => {
    const rows = numbersTo(60).map((n) => firm(n));
    const [a, b] = await Promise.all([house.outcomes('one', rows), house.outcomes('one', rows)]);
    expect(new Set([...a, ...b])).toEqual(new Set(['created']));
    expect((await allRows()).filter(({ type }) => type === 'ikm')).toHaveLength(60);
  });
});

describe('products', () => {
  const makers = () => idsOf('makers', [firm(0), firm(1)]);

  test('are one item each, the same again writes nothing, and photos that a row leaves out stay', async () => {
    const [ikmId] = await makers();
    const rows = numbersTo(60).map((n) => product(ikmId!, n));
    expect(new Set(await house.outcomes('one', rows))).toEqual(new Set(['created']));
    expect((await allRows()).filter(({ pk }) => String(pk).startsWith('PRODUCT#'))).toHaveLength(60);
    const before = await allRows();
    expect(new Set(await house.outcomes('two', rows))).toEqual(new Set(['same']));
    expect(new Set(await house.outcomes('one', rows))).toEqual(new Set(['created']));
    expect(await allRows()).toEqual(before);
    const photoId = ulid();
    expect(await house.outcomes('three', [product(ikmId!, 0, { photos: [photoId] })])).toEqual(['changed']);
    expect(await house.outcomes('four', [product(ikmId!, 0, { description: 'Gurih.' })])).toEqual(['changed']);
    const file = await house.products.read((await idsOf('four', [product(ikmId!, 0, { description: 'Gurih.' })]))[0]!);
    expect(file?.product.content).toMatchObject({ photos: [photoId], description: 'Gurih.' });
  });

  test('a new price is taken, a stock from which was sold stays, a price that its owner changed is kept', async () => {
    const [ikmId] = await makers();
    const [a, b] = (await idsOf('one', [product(ikmId!, 0), product(ikmId!, 1)])).map((id) => ProductId.parse(id));
    const sale = { stockChange: { by: -3, changeId: ulid() } };
    await house.changeOffer(jatim, { productId: a!, change: sale, ifMatch: undefined });
    await house.changeOffer(jatim, { productId: b!, change: { priceIdr: 30_000 }, ifMatch: '1' });
    const dearer = { offer: { priceIdr: 27_000, availability: 'ready', stock: 40 } };
    const rows = [product(ikmId!, 0, dearer), product(ikmId!, 1, dearer)];
    expect(await house.outcomes('two', rows)).toEqual(['changed', 'changed-elsewhere']);
    expect(await house.outcomes('two', rows)).toEqual(['changed', 'changed-elsewhere']);
    expect((await house.products.read(a!))?.offers).toMatchObject({ whole: { priceIdr: 27_000, stock: 37 } });
    expect((await house.products.read(b!))?.offers).toMatchObject({ whole: { priceIdr: 30_000 } });
  });

  test('of an IKM outside the scope are refused as if it were not there', async () => {
    const [ikmId] = await makers();
    expect(await house.outcomes('one', [product(ikmId!, 0), product(ulid(), 0)], jateng)).toEqual([
      'not-found',
      'not-found',
    ]);
  });
});

describe('offers', () => {
  const offer = (text: string, ikmId: string | undefined, change: object, variant?: string): Entry => ({
    kind: 'offer',
    product: { text, ...(ikmId === undefined ? {} : { ikmId }) },
    ...(variant === undefined ? {} : { variant }),
    change,
  });

  test('are found by id and SKU, also one typed by its owner; repeated they are as they were', async () => {
    const [ikmId] = await idsOf('makers', [firm(0)]);
    const [a] = await idsOf('one', [product(ikmId!, 0)]);
    const typed = ProductId.parse(ulid());
    const { body } = product(ikmId!, 9, { sku: 'own-9' }) as { body: ProductBody };
    await house.save(jatim, { ikmId: ikmId!, productId: typed, body, ifMatch: undefined });
    const rows = [offer(a!, undefined, { priceIdr: 1 }), offer('OWN-9', ikmId, { stock: 5 }), offer('NONE', ikmId, {})];
    const expected = ['changed', 'changed', 'not-found'];
    expect(await house.outcomes('two', rows)).toEqual(expected);
    expect(await house.outcomes('two', rows)).toEqual(expected);
    expect(await house.outcomes('three', rows)).toEqual(['same', 'same', 'not-found']);
    expect(await house.outcomes('three', rows, jateng)).toEqual(['not-found', 'not-found', 'not-found']);
    expect((await house.products.read(typed))?.offers.whole).toMatchObject({ stock: 5, priceIdr: 25_000 });
  });

  test('of variants are written together; what its owner changed since the last import stays', async () => {
    const [ikmId] = await idsOf('makers', [firm(0)]);
    const [s, l] = [ulid(), ulid()];
    const price = { priceIdr: 10_000, availability: 'ready', stock: 2 };
    const items = [
      { variantId: s, values: ['S'], offer: price },
      { variantId: l, values: ['L'], sku: 'KT-L', offer: price },
    ];
    const variants = { options: [{ name: 'Ukuran', values: ['S', 'L'] }], items };
    const [id] = await idsOf('one', [product(ikmId!, 0, { offer: undefined, variants })]);
    const productId = ProductId.parse(id);
    const rows = (priceIdr: number) => [
      offer(id!, undefined, { priceIdr }, 'S'),
      offer(id!, undefined, { priceIdr }, 'kt-l'),
    ];
    expect(await house.outcomes('two', rows(11_000))).toEqual(['changed', 'changed']);
    expect((await house.products.read(id!))?.offers).toMatchObject({ etag: '2' });
    await house.changeOffer(jatim, { productId, change: { variantId: s as never, priceIdr: 9_000 }, ifMatch: '2' });
    expect(await house.outcomes('three', rows(12_000))).toEqual(['changed-elsewhere', 'changed']);
    expect(await house.outcomes('four', rows(11_000))).toEqual(['same', 'changed']);
  });
});

test('sentras are made, found the same, changed, and left alone when somebody changed them', async () => {
  const sentra = (change: object = {}): Entry => ({ kind: 'sentra', body: { ...sanan, ...change } });
  expect(await house.outcomes('one', [sentra()])).toEqual(['created']);
  expect(await house.outcomes('one', [sentra()])).toEqual(['created']);
  expect(await house.outcomes('two', [sentra()])).toEqual(['same']);
  expect(await house.outcomes('two', [sentra({ address: 'Jl. Sanan' })])).toEqual(['changed']);
  expect(await house.outcomes('three', [sentra()], jateng)).toEqual(['outside-scope']);
});

test('a row costs one conditional write per thing and lock, and no other', async () => {
  const watch = watched(at);
  const ikms = await house.write(
    'one',
    numbersTo(100).map((n) => firm(n)),
    jatim,
    watch.at,
  );
  // a row, a NIK and a NIB each, 25 a call in parts of 50
  expect(watch).toMatchObject({ statements: 300, writes: 2 * (4 + 2) });
  const ikmId = 'id' in ikms[0]! ? ikms[0].id : '';
  Object.assign(watch, { statements: 0, writes: 0 });
  await house.write(
    'one',
    numbersTo(100).map((n) => product(ikmId, n)),
    jatim,
    watch.at,
  );
  expect(watch).toMatchObject({ statements: 100, writes: 4 });
});

describe('names that rows may use', () => {
  test('are those of the caller’s scope, found by id, number and name', async () => {
    const sentraId = SentraId.parse(ulid());
    await house.saveSentra(jatim, { sentraId, body: sanan, ifMatch: undefined });
    const twins = { businessName: 'Tempe Jaya', nib: undefined };
    const [a, b, c] = await idsOf('one', [firm(0, { sentraId }), firm(1, twins), firm(2, { ...twins, sentraId })]);
    const directory = await loadDirectory(at, jatim);
    expect(directory.sentra('sentra tempe sanan', '35.73')).toMatchObject({ id: sentraId, komoditas: 'makanan' });
    expect(directory.sentra('Sentra Tempe Sanan', '35.79')).toBe('none');
    expect(directory.ikm(a!)).toMatchObject({ id: a, name: 'Keripik 0' });
    expect(directory.ikm('2200012345670')).toMatchObject({ id: a });
    expect(directory.ikm('TEMPE  JAYA')).toBe('several');
    expect(directory.ikm('Tempe Jaya', { sentraId })).toMatchObject({ id: c });

    const elsewhere = await loadDirectory(at, jateng);
    for (const text of [a!, b!, 'Tempe Jaya', '2200012345670']) expect(elsewhere.ikm(text)).toBe('none');
    const mentor = await loadDirectory(at, as('pendamping', sentraId));
    expect(mentor.ikm('Tempe Jaya')).toMatchObject({ id: c });
    expect(mentor.sentra(sentraId)).toMatchObject({ id: sentraId });
    const owner = await loadDirectory(at, as('pemilik', b!));
    expect(owner.ikm('Tempe Jaya')).toMatchObject({ id: b });
    expect((await loadDirectory(at, jatim, { ikmId: b! })).ikm('Keripik 0')).toBe('none');
    // who has one kabupaten or kota needs not name it in every row
    const homes = [as('dinas', '35.73'), jatim, as('dinas', '35.73', '35.07'), as('kementerian')].map(
      async (each) => (await loadDirectory(at, each)).home,
    );
    expect(await Promise.all(homes)).toEqual(['35.73', undefined, undefined, undefined]);
  });
});

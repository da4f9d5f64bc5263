import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { listProducts } from '../../../functions/list-products/use-case.ts';
import type { Caller } from '../../../shared/domain/member/member.ts';
import type { Product } from '../../../shared/domain/product/product.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../../shared/persistence/places.dynamo.ts';
import { createListProducts } from '../../../shared/persistence/product-list.dynamo.ts';
import { toProductRow } from '../../../shared/persistence/rows/product-row.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, counting, keripik, newProductId, using } from './harness.ts';

let engine: Dynoxide;
let register: TableAt;
let house: ReturnType<typeof using>;
beforeAll(async () => {
  engine = await startDynoxide();
  register = await engine.createTable('register');
  house = using(register);
});
afterAll(() => engine.stop());

const make = async (count: number, of: { sentraId?: string; regionCode?: string } = {}) => {
  const ikmId = await house.newIkm(of);
  const ids = Array.from({ length: count }, newProductId);
  for (const productId of ids) {
    await house.save(as('kementerian'), { ikmId, productId, body: keripik, ifMatch: undefined });
  }
  return { ikmId, ids };
};

/** All pages of a list, and how many there were. */
const all = async (caller: Caller, asked: Parameters<typeof house.list>[1], limit = 3) => {
  const found: string[] = [];
  let position: Record<string, string> | undefined;
  let pages = 0;
  do {
    const page = await house.list(caller, asked, limit, position);
    found.push(...page.rows.map(({ productId }) => productId));
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    position = page.position;
    pages += 1;
  } while (position !== undefined);
  return { found: found.sort(), pages };
};

describe('who finds what', () => {
  test('by IKM, sentra, region and curation, each once and only within scope', async () => {
    const sentraId = await house.newSentra('33.20.01');
    const first = await make(4, { sentraId, regionCode: '33.20.01' });
    const second = await make(3, { sentraId, regionCode: '33.20.01' });
    const elsewhere = await make(2, { regionCode: '51.71.01' });
    const waiting = first.ids[1]!;
    await house.submit(as('kementerian'), waiting);
    const sentra = [...first.ids, ...second.ids].sort();

    expect((await all(as('kementerian'), { sentraId })).found).toEqual(sentra);
    expect((await all(as('dinas', '33.20'), {})).found).toEqual(sentra);
    expect((await all(as('dinas', '33'), { ikmId: second.ikmId })).found).toEqual([...second.ids].sort());
    expect((await all(as('kementerian'), { regionCode: '51' })).found).toEqual([...elsewhere.ids].sort());
    expect((await all(as('kementerian'), {})).found).toEqual([...sentra, ...elsewhere.ids].sort());
    expect((await all(as('pemilik', first.ikmId), {})).found).toEqual([...first.ids].sort());
    expect((await all(as('pemilik', first.ikmId), { sentraId })).found).toEqual([...first.ids].sort());
    expect((await all(as('pendamping', sentraId, second.ikmId), {})).found).toEqual(sentra);
    for (const caller of [
      as('dinas', '33'),
      as('pemilik', first.ikmId),
      as('pendamping', sentraId),
      as('kementerian'),
    ]) {
      expect((await all(caller, { curation: 'submitted' })).found).toEqual([waiting]);
    }
    const several: Caller = {
      subject: 's',
      memberships: [...as('dinas', '33').memberships, ...as('pemilik', first.ikmId, elsewhere.ikmId).memberships],
    };
    expect((await all(several, {})).found).toEqual([...sentra, ...elsewhere.ids].sort());

    for (const [caller, asked] of [
      [as('dinas', '51'), { ikmId: first.ikmId }],
      [as('dinas', '51'), { sentraId }],
      [as('pemilik', elsewhere.ikmId), { sentraId }],
      [as('dinas', '51'), { regionCode: '33' }],
      [as('mitra', 'x'), {}],
    ] as const) {
      expect(await all(caller, asked)).toEqual({ found: [], pages: 1 });
    }
  });

  test('archived and decided ones wait no longer, deleted ones are gone', async () => {
    const { ids } = await make(3, { regionCode: '61.71.01' });
    const officer = as('dinas', '61');
    for (const productId of ids) await house.submit(officer, productId);
    await house.archive(officer, ids[0]!);
    await house.remove(officer, ids[1]!);
    await house.curate(officer, { productId: ids[2]!, decision: { etag: '1', decision: 'approve', reasons: [] } });
    expect((await all(officer, { curation: 'submitted' })).found).toEqual([]);
    expect((await all(officer, {})).found).toEqual([ids[0]!, ids[2]!].sort());
  });
});

test('a position that no page of ours ended at is refused, whatever the table would say to it', async () => {
  const { ikmId } = await make(1, { regionCode: '12.71.01' });
  const [pk, sk, by] = [`PRODUCT#${newProductId()}`, 'CONTENT', newProductId()];
  const within = `by-ikm|IKM#${ikmId}|`;
  const ask = (position: Record<string, string>) => house.list(as('kementerian'), { ikmId }, 5, position);
  await ask({ in: within, pk, sk, by });
  for (const forged of [
    { in: within, pk: '', sk, by },
    { in: within, pk, sk, by: '' },
    { in: within, pk, sk, by: 'x'.repeat(1025) },
    { in: `by-ikm|IKM#${newProductId()}|`, pk, sk, by },
  ])
    await expect(ask(forged)).rejects.toMatchObject({ code: 'invalid-cursor' });
});

test('the first page of 10,000 products in one sentra costs as many reads as of 100', async () => {
  const fill = async (count: number) => {
    const sentraId = await house.newSentra('34.02.01');
    const { ids } = await make(1, { sentraId, regionCode: '34.02.01' });
    const file = await house.products.read(ids[0]!);
    const rows = Array.from({ length: count - 1 }, () => {
      const product: Product = { ...file!.product, productId: newProductId() };
      return { PutRequest: { Item: toProductRow(product) } };
    });
    for (let at = 0; at < rows.length; at += 25) {
      const RequestItems = { [register.table]: rows.slice(at, at + 25) };
      await register.dynamo.send(new BatchWriteCommand({ RequestItems }));
    }
    return sentraId;
  };
  const readsOf = async (caller: Caller, sentraId: string) => {
    const { at, calls, limits } = counting(register);
    const list = listProducts({
      listProducts: createListProducts(at),
      placeOfIkm: createPlaceOfIkm(at),
      placeOfSentra: createPlaceOfSentra(at),
    });
    const { rows } = await list(caller, { sentraId }, 25, undefined);
    expect(rows).toHaveLength(25);
    expect(limits).toEqual([25]);
    return calls;
  };
  const [few, many] = [await fill(100), await fill(10_000)];
  for (const caller of [as('kementerian'), as('dinas', '34'), as('pendamping', few, many)]) {
    expect(await readsOf(caller, many)).toEqual(['GetCommand', 'QueryCommand by-sentra']);
    expect(await readsOf(caller, few)).toEqual(await readsOf(caller, many));
  }
}, 120_000);

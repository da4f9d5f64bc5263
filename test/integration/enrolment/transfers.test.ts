import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { IkmView } from '../../../shared/domain/ikm/ikm.ts';
import { TransferView } from '../../../shared/domain/transfer/transfer.ts';
import { createDestroyers } from '../../../functions/erase-ikm/destroyers.ts';
import { decideTransfer } from '../../../functions/decide-transfer/use-case.ts';
import { followIkm } from '../../../functions/follow-ikm/use-case.ts';
import type { Transferred } from '../../../functions/transfer-ikm/use-case.ts';
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
const jepara = as('dinas', '33.20');
const done = (result: Transferred) => IkmView.parse('ikm' in result ? result.ikm : result);
const asked = (result: Transferred) => TransferView.parse('request' in result ? result.request : result);
const reason = 'Pindah bengkel';

describe('within one scope', () => {
  test('joins, changes and leaves a sentra at once, and the history tells it', async () => {
    const [one, two] = [await use.sentra('35.73.02'), await use.sentra('35.73.05')];
    const { ikmId } = await use.enrol(siti);
    const body = (sentraId: typeof one | null, etag: string) => ({ etag, sentraId, reason });
    expect(done(await use.transfer(malang, ikmId, body(one, '1')))).toMatchObject({ sentraId: one, etag: '2' });
    expect(done(await use.transfer(malang, ikmId, body(two, '2')))).toMatchObject({ sentraId: two, etag: '3' });
    // the same again, as after a lost answer
    expect(done(await use.transfer(malang, ikmId, body(two, '2')))).toMatchObject({ sentraId: two, etag: '3' });
    const left = done(await use.transfer(malang, ikmId, body(null, '3')));
    expect(left.sentraId).toBeUndefined();
    expect(left.history).toMatchObject([
      { step: 'transfer', reasons: [reason], from: { regionCode: '35.73.02' }, to: { sentraId: one } },
      { from: { sentraId: one }, to: { sentraId: two } },
      { from: { sentraId: two }, to: { regionCode: '35.73.02' } },
    ]);
    await expect(use.transfer(malang, ikmId, body(null, '4'))).rejects.toMatchObject({ code: 'bad-request' });
    await expect(use.transfer(malang, ikmId, body(one, '1'))).rejects.toEqual(code('stale-etag'));
  });

  test('the locks of NIK and NIB move with the site', async () => {
    const { ikmId } = await use.enrol(siti);
    const to = { regionCode: '33.20.01', address: 'Jl. Kartini 1' };
    expect(done(await use.transfer(ministry, ikmId, { etag: '1', sentraId: null, reason, ...to }))).toMatchObject(to);
    await expect(use.enrol({ ...siti, ...to })).rejects.toEqual(code('already-enrolled'));
    const second = await use.enrol(siti);
    const back = { etag: '2', sentraId: null, regionCode: siti.regionCode, address: siti.address, reason };
    await expect(use.transfer(ministry, ikmId, back)).rejects.toEqual(code('already-enrolled'));
    expect(second.state).toBe('draft');
  });

  test('what was verified stays where it belongs, or says why not', async () => {
    const far = await use.sentra('33.20');
    const { ikmId } = await use.enrol(siti);
    const { etag } = await use.approve(ikmId);
    const body = { etag, sentraId: far, reason };
    await expect(use.transfer(ministry, ikmId, body)).rejects.toEqual(code('origin-unexplained'));
    const excepted = { ...body, originException: { reason: 'Ukirannya dijual di Jepara' } };
    expect(done(await use.transfer(ministry, ikmId, excepted))).toMatchObject({
      state: 'approved',
      warnings: [{ code: 'origin-excepted' }],
    });
  });

  test('of two moves at once one is done', async () => {
    const sentras = [await use.sentra('35.73'), await use.sentra('35.73')];
    const { ikmId } = await use.enrol(siti);
    const both = await Promise.allSettled(
      sentras.map((sentraId) => use.transfer(malang, ikmId, { etag: '1', sentraId, reason })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await use.get(ministry, ikmId)).etag).toBe('2');
  });
});

describe('between two offices', () => {
  const ask = async (caller = malang) => {
    const sentraId = await use.sentra('33.20');
    const { ikmId } = await use.enrol(siti);
    const body = { etag: '1', sentraId, regionCode: '33.20.01', address: 'Jl. Kartini 1', reason };
    return { ikmId, body, sentraId, request: asked(await use.transfer(caller, ikmId, body)) };
  };

  test('it waits for the receiving one, in sight of both and of nobody else', async () => {
    const { ikmId, body, request } = await ask();
    const { transferId } = request;
    expect(request).toMatchObject({ state: 'waiting', office: '33.20', ikm: { address: 'Jl. Kartini 1' } });
    expect(asked(await use.transfer(malang, ikmId, body))).toEqual(request);
    const waiting = (area: string) => use.deps.transfers.waiting([area], 25);
    expect(await waiting('33')).toEqual([{ transferId, ikmId, decides: true }]);
    expect(await waiting('35.73')).toEqual([{ transferId, ikmId, decides: false }]);
    expect(await waiting('34')).toEqual([]);
    expect(await use.getTransfer(jepara, transferId)).toEqual(request);
    await expect(use.getTransfer(as('dinas', '34'), transferId)).rejects.toEqual(code('not-found'));
    await expect(use.get(jepara, ikmId)).rejects.toEqual(code('not-found'));

    const { Items } = await register.dynamo.send(new ScanCommand({ TableName: register.table }));
    const kept = Items!.filter(({ type }) => type === 'transfer');
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toMatch(/Kartini|bengkel|Siti/);

    const accept = { etag: request.etag, decision: 'accept', reasons: [] } as const;
    await expect(use.decide(malang, transferId, accept)).rejects.toEqual(code('forbidden'));
    const accepted = await use.decide(jepara, transferId, accept);
    expect(accepted.state).toBe('accepted');
    expect(await use.decide(jepara, transferId, accept)).toEqual(accepted);
    expect(await use.get(jepara, ikmId)).toMatchObject({ regionCode: '33.20.01', address: 'Jl. Kartini 1' });
    await expect(use.get(malang, ikmId)).rejects.toEqual(code('not-found'));
    expect(await waiting('33')).toEqual([]);
  });

  test('goes with the IKM when its owner is erased', async () => {
    const { ikmId, request } = await ask();
    const no = { etag: request.etag, decision: 'decline', reasons: ['Bu Siti sudah pindah'] } as const;
    await use.decide(jepara, request.transferId, no);
    const sealer = use.deps.sealer;
    const none = {} as never;
    await createDestroyers({ register, table: none, intake: none, files: none, sealer, clock: Date.now }).rows(ikmId);
    const { Items } = await register.dynamo.send(new ScanCommand({ TableName: register.table }));
    expect(JSON.stringify(Items)).not.toContain('Bu Siti sudah pindah');
  });

  test('an office that declined looks at the IKM no more', async () => {
    const { request } = await ask();
    const { transferId, etag } = request;
    const no = { etag, decision: 'decline', reasons: ['sentra-full'] } as const;
    const declined = await use.decide(jepara, transferId, no);
    expect(await use.decide(jepara, transferId, no)).toEqual(declined);
    await expect(use.getTransfer({ ...jepara, subject: 'another' }, transferId)).rejects.toEqual(code('not-found'));
    expect((await use.getTransfer(malang, transferId)).state).toBe('declined');
  });

  test('an owner asks too; a refusal says why and moves nothing', async () => {
    const { ikmId } = await use.enrol(siti);
    const sentraId = await use.sentra('35.73.05');
    const owner = as('pemilik', ikmId);
    const { transferId, etag } = asked(await use.transfer(owner, ikmId, { etag: '1', sentraId, reason }));
    const no = { etag, decision: 'decline', reasons: ['sentra-full'] } as const;
    expect(await use.decide(malang, transferId, no)).toMatchObject({
      state: 'declined',
      reasonDetails: [{ code: 'sentra-full', path: 'sentraId' }],
    });
    expect(await use.getTransfer(owner, transferId)).toMatchObject({ state: 'declined' });
    expect((await use.get(owner, ikmId)).sentraId).toBeUndefined();
    const yes = { etag, decision: 'accept', reasons: [] } as const;
    await expect(use.decide(malang, transferId, yes)).rejects.toEqual(code('wrong-state'));
  });

  test('an office that only coaches by a claim cannot take the IKM to itself', async () => {
    const { ikmId } = await use.enrol(siti);
    const [own] = jepara.memberships;
    const coach = { ...jepara, memberships: [{ ...own!, sharedIkmIds: [ikmId] }] };
    const body = { etag: '1', sentraId: null, regionCode: '33.20.01', address: 'Jl. Kartini 1', reason };
    await expect(use.transfer(coach, ikmId, body)).rejects.toEqual(code('forbidden'));
    expect(await use.deps.transfers.waiting(['33', '35'], 25)).toEqual([]);
    // who also holds it by right asks as before
    const both = { ...coach, memberships: [...coach.memberships, ...as('pemilik', ikmId).memberships] };
    expect(asked(await use.transfer(both, ikmId, body))).toMatchObject({ state: 'waiting' });
  });

  test('is finished by deciding again when it broke off after the move', async () => {
    const { ikmId, request } = await ask();
    const { transfers } = use.deps;
    const change: typeof transfers.change = (after, before) =>
      after.state === 'accepted' ? Promise.reject(new Error('crash')) : transfers.change(after, before);
    const accept = { etag: request.etag, decision: 'accept', reasons: [] } as const;
    const breaking = decideTransfer({ ...use.deps, transfers: { ...transfers, change } });
    await expect(breaking(jepara, request.transferId, accept)).rejects.toThrow('crash');
    const decline = { etag: request.etag, decision: 'decline', reasons: ['sentra-full'] } as const;
    await expect(use.decide(jepara, request.transferId, decline)).rejects.toEqual(code('wrong-state'));
    expect((await use.decide(jepara, request.transferId, accept)).state).toBe('accepted');
    expect((await use.get(jepara, ikmId)).history).toHaveLength(1);
  });

  test('one that cannot be moved waits again', async () => {
    const { body, request } = await ask();
    // somebody enrolled the same owner at the new site meanwhile
    await use.enrol({ ...siti, regionCode: body.regionCode, address: body.address });
    const accept = { etag: request.etag, decision: 'accept', reasons: [] } as const;
    await expect(use.decide(jepara, request.transferId, accept)).rejects.toEqual(code('already-enrolled'));
    const { state, etag } = await use.getTransfer(jepara, request.transferId);
    expect(state).toBe('waiting');
    const decline = { etag, decision: 'decline', reasons: ['sentra-full'] } as const;
    expect((await use.decide(jepara, request.transferId, decline)).state).toBe('declined');
  });

  test('is void when the IKM moved elsewhere meanwhile', async () => {
    const { ikmId, request } = await ask();
    const other = await use.sentra('35.73');
    await use.transfer(malang, ikmId, { etag: '1', sentraId: other, reason });
    const accept = { etag: request.etag, decision: 'accept', reasons: [] } as const;
    await expect(use.decide(jepara, request.transferId, accept)).rejects.toEqual(code('wrong-state'));
    expect(await use.getTransfer(malang, request.transferId)).toMatchObject({ state: 'void' });
    expect(await use.get(malang, ikmId)).toMatchObject({ sentraId: other });
  });

  test('of many decisions at once exactly one counts', async () => {
    const { ikmId, request } = await ask();
    const decisions = ['accept', 'decline', 'accept', 'decline'] as const;
    const results = await Promise.allSettled(
      decisions.map((decision, n) =>
        use.decide({ ...jepara, subject: `officer ${n}` }, request.transferId, {
          etag: request.etag,
          decision,
          reasons: decision === 'accept' ? [] : ['sentra-full'],
        }),
      ),
    );
    const { state } = await use.getTransfer(ministry, request.transferId);
    // who accepts while another one's acceptance is on its way helps to finish it
    const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.state] : []));
    expect([...new Set(answers)]).toEqual([state]);
    const { history } = await use.get(ministry, ikmId);
    expect(history).toHaveLength(state === 'accepted' ? 1 : 0);
  });
});

describe('what follows', () => {
  test('products, listings and shops stand where their IKM stands; listings are looked at again', async () => {
    const [from, to] = [await use.sentra('35.73'), await use.sentra('33.20')];
    const { ikmId } = await use.enrol({ ...siti, sentraId: from });
    const joint = await use.account({ type: 'sentra', id: from }, { regionCode: '35.73', sentraId: from });
    const own = await use.account({ type: 'ikm', id: ikmId }, { regionCode: '35.73.02', sentraId: from });
    const products = await Promise.all([1, 2, 3].map(() => use.product(ikmId)));
    for (const product of products) await Promise.all([use.list(product, joint), use.list(product, own)]);
    const place = { regionCode: '33.20.01', sentraId: to };
    await use.transfer(ministry, ikmId, { etag: '1', address: 'Jl. Kartini 1', reason, ...place });

    await use.follow(ikmId);
    const standing = async () => ({
      products: await Promise.all(
        products.map(async ({ productId }) => (await use.deps.products.read(productId))!.product),
      ),
      listings: (await Promise.all(products.map(({ productId }) => use.deps.listings.ofProduct(productId)))).flat(),
      accounts: await Promise.all([joint, own].map(async (id) => (await use.deps.accounts.read(id))!.place)),
    });
    const after = await standing();
    expect(after.products).toMatchObject([place, place, place]);
    expect(after.listings).toHaveLength(6);
    for (const listing of after.listings) expect(listing).toMatchObject({ ...place, ikmId, dueSeq: 2 });
    expect(after.accounts).toEqual([
      { regionCode: '35.73', sentraId: from },
      { ...place, ikmId },
    ]);
    // once more, as messages repeat: nothing is written
    await use.follow(ikmId);
    expect(await standing()).toEqual(after);
  });

  test('a product that was missed is put right when it is changed', async () => {
    const { ikmId } = await use.enrol(siti);
    const product = await use.product(ikmId);
    await use.transfer(ministry, ikmId, { etag: '1', sentraId: null, regionCode: '33.20', address: 'Jl. K', reason });
    expect((await use.rename(product, 'Keripik tempe pedas')).regionCode).toBe('33.20');
  });

  test('goes on after a crash anywhere', async () => {
    const { ikmId } = await use.enrol(siti);
    const own = await use.account({ type: 'ikm', id: ikmId }, { regionCode: '35.73.02' });
    const products = await Promise.all([1, 2].map(() => use.product(ikmId)));
    for (const product of products) await use.list(product, own);
    await use.transfer(ministry, ikmId, { etag: '1', sentraId: null, regionCode: '33.20', address: 'Jl. K', reason });
    for (const crashAt of [0, 1, 1, 2]) {
      let writes = 0;
      const orCrash =
        <Args extends readonly unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
        (...args: Args): Promise<Result> => {
          writes += 1;
          return writes > crashAt ? Promise.reject(new Error('crash')) : write(...args);
        };
      const { products: p, listings: l } = use.deps;
      const follow = followIkm({
        ...use.deps,
        products: { read: p.read, write: orCrash(p.write) },
        listings: { ofProduct: l.ofProduct, mark: orCrash(l.mark), station: orCrash(l.station) },
      });
      await expect(follow(ikmId)).rejects.toThrow('crash');
    }
    await use.follow(ikmId);
    for (const { productId } of products) {
      expect((await use.deps.products.read(productId))!.product.regionCode).toBe('33.20');
      const [listing] = await use.deps.listings.ofProduct(productId);
      expect(listing!.regionCode).toBe('33.20');
      expect(listing!.dueSeq).toBeGreaterThan(1);
    }
  });
});

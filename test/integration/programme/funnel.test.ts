import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { followFunnel } from '../../../functions/follow-funnel/use-case.ts';
import { getFunnel } from '../../../functions/get-funnel/use-case.ts';
import { getIkmFunnel } from '../../../functions/get-ikm-funnel/use-case.ts';
import { getTarget } from '../../../functions/get-target/use-case.ts';
import { listTargets } from '../../../functions/list-targets/use-case.ts';
import { recountFunnel } from '../../../functions/recount-funnel/use-case.ts';
import { saveTarget } from '../../../functions/save-target/use-case.ts';
import { programmeKey } from '../../../shared/domain/funnel/funnel.ts';
import { toFunnelRows } from '../../../shared/domain/funnel/view.ts';
import { IkmId, SentraId, TargetId } from '../../../shared/domain/ids.ts';
import { TargetBody } from '../../../shared/domain/target/target.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createFunnelProofs } from '../../../shared/persistence/funnel-proofs.dynamo.ts';
import {
  createFunnelRecords,
  createFunnelRound,
  createFunnelStore,
} from '../../../shared/persistence/funnel.dynamo.ts';
import { listingKeys, registerKeys } from '../../../shared/persistence/keys.ts';
import {
  createAllIkms,
  createIkmsOfSentra,
  createPlaceOfIkm,
  createPlaceOfSentra,
} from '../../../shared/persistence/places.dynamo.ts';
import { createReachedCounts } from '../../../shared/persistence/reached-counts.dynamo.ts';
import { createSaleOf } from '../../../shared/persistence/sale-of.dynamo.ts';
import { createTargets } from '../../../shared/persistence/targets.dynamo.ts';
import { toCsvText } from '../../../shared/tabular/csv/csv-text.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as } from '../register-b/harness.ts';

const ministry = as('kementerian');
const office = as('dinas', '35');
const now = Date.parse('2026-11-22T08:00:00Z');
const day = (n: number) => new Date(now + n * 86_400_000).toISOString();

let engine: Dynoxide;
let register: TableAt;
let listings: TableAt;
let use: ReturnType<typeof using>;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  register = await engine.createTable('register');
  listings = await engine.createTable('listings');
  use = using();
});

const using = () => {
  const deps = {
    funnel: createFunnelStore(register),
    records: createFunnelRecords(register),
    saleOf: createSaleOf(listings),
    ikmsOfSentra: createIkmsOfSentra(register),
    proofs: createFunnelProofs(register, listings, () => now),
    allIkms: createAllIkms(register),
    round: createFunnelRound(register),
    counts: createReachedCounts(register),
    targets: createTargets(register),
    placeOfIkm: createPlaceOfIkm(register),
    placeOfSentra: createPlaceOfSentra(register),
    clock: () => now,
  };
  const follow = followFunnel(deps);
  return {
    ...deps,
    tell: (type: string, data: object, at = day(0)) => follow({ type, time: at, data }),
    recount: recountFunnel(deps),
    funnelOf: getFunnel(deps),
    ofIkm: getIkmFunnel(deps),
    saveTarget: saveTarget(deps),
    target: getTarget(deps),
    targetList: listTargets(deps),
  };
};

const put = ({ dynamo, table }: TableAt, item: object) => dynamo.send(new PutCommand({ TableName: table, Item: item }));
const newSentra = async (regionCode = '35.73.01', programmes: object[] = []) => {
  const sentraId = SentraId.parse(ulid());
  await put(register, {
    ...registerKeys.sentra(sentraId),
    type: 'sentra',
    sentraId,
    regionCode,
    name: '=Sanan',
    programmes,
  });
  return sentraId;
};
const saveIkm = (ikmId: IkmId, more: object = {}) => {
  const row = {
    regionCode: '35.73.01',
    komoditas: 'makanan',
    state: 'submitted',
    createdAt: day(0),
    history: [],
    ...more,
  };
  const { regionCode, sentraId } = { sentraId: undefined as string | undefined, ...row };
  return put(register, {
    ...{ ...registerKeys.ikm(ikmId), type: 'ikm', ikmId, ...row },
    ...{ regionPk: `REGION-IKM#${regionCode.slice(0, 2)}`, regionSk: `${regionCode}#${ikmId}` },
    ...(sentraId !== undefined && { sentraPk: `SENTRA-IKM#${sentraId}`, sentraSk: ikmId }),
  });
};
const newIkm = async (more: object = {}) => {
  const ikmId = IkmId.parse(ulid());
  await saveIkm(ikmId, more);
  return ikmId;
};
const newOrder = async (ikmId: string, placedAt: string, state = 'to-ship') => {
  const orderId = ulid();
  const accountId = ulid();
  await put(listings, {
    ...listingKeys.fulfilment(orderId, `ikm#${ikmId}`),
    ...{ type: 'fulfilment', orderId, accountId, marketplace: 'shopee', externalId: '1', state, placedAt, lines: [] },
    owner: { type: 'ikm', id: ikmId, regionCode: '35.73.01', ikmId },
    ...{ listedIkmPk: `ORDERS-IKM#${ikmId}`, listedIkmSk: `${9_999_999_999_999 - Date.parse(placedAt)}#${orderId}` },
  });
  return { orderId, ikmId, state };
};
const all = { regionCode: undefined, sentraId: undefined, programme: '', year: undefined };
const counted = async (question: Partial<Parameters<typeof use.funnelOf>[1]> = {}, caller = ministry) => {
  const { steps } = await use.funnelOf(caller, { ...all, ...question });
  return Object.fromEntries(steps.filter(({ count }) => count > 0).map(({ step, count }) => [step, count]));
};

describe('the counters', () => {
  test('count an IKM by region, sentra, programme and year, and move along with it', async () => {
    const sentraId = await newSentra('35.73.01', [{ name: 'Santripreneur', year: 2026 }]);
    const ikmId = await newIkm({ sentraId });
    for (const at of [day(2), day(1)]) await use.tell('listing.went-live.v1', { ikmId }, at);
    await use.tell('ikm.enrolled.v1', { ikmId });
    const live = { enrolled: 1, account: 1, listed: 1, live: 1 };
    for (const question of [{}, { regionCode: '35' }, { regionCode: '35.73' }, { sentraId }, { year: 2026 }])
      expect(await counted(question)).toEqual(live);
    expect(await counted({ programme: programmeKey(' SANTRIPRENEUR') })).toEqual(live);
    expect(await counted({ programme: 'lain' })).toEqual({});
    expect(await counted({ year: 2025 })).toEqual({});
    expect((await use.ofIkm(office, ikmId)).steps.find(({ step }) => step === 'live')?.reachedAt).toBe(day(1));

    await saveIkm(ikmId, { regionCode: '33.74.02' });
    await use.tell('ikm.moved.v1', { ikmId });
    expect(await counted({ regionCode: '35' })).toEqual({});
    expect(await counted({ sentraId })).toEqual({});
    expect(await counted({ regionCode: '33.74' })).toEqual(live);
    await saveIkm(ikmId, { regionCode: '33.74.02', state: 'closed' });
    await use.tell('ikm.closed.v1', { ikmId });
    await use.tell('listing.went-live.v1', { ikmId }, day(0));
    expect(await counted()).toEqual({});
  });

  test('count first and repeat orders by when they were placed, however they are told', async () => {
    const ikmId = await newIkm();
    const later = await newOrder(ikmId, day(-3));
    const first = await newOrder(ikmId, day(-10));
    const unpaid = await newOrder(ikmId, day(-20), 'unpaid');
    for (const order of [later, later, unpaid, first, later]) await use.tell('order.received.v1', order);
    expect(await counted()).toEqual({ enrolled: 1, ordered: 1, reordered: 1 });
    const { steps } = await use.ofIkm(office, ikmId);
    expect(steps.filter(({ step }) => step.endsWith('ordered')).map(({ reachedAt }) => reachedAt)).toEqual([
      day(-10),
      day(-3),
    ]);
  });

  test('give what a merged record reached to the one that is kept', async () => {
    const [ikmId, kept] = [await newIkm(), await newIkm({ regionCode: '35.07.01' })];
    await use.tell('product.curated.v1', { ikmId, decision: 'approve' });
    await saveIkm(ikmId, { state: 'closed', mergedInto: kept });
    await use.tell('ikm.merged.v1', { ikmId, into: kept });
    expect(await counted()).toEqual({ enrolled: 1, approved: 1 });
    expect(await counted({ regionCode: '35.07' })).toEqual({ enrolled: 1, approved: 1 });
  });

  test('follow a sentra whose programmes change', async () => {
    const sentraId = await newSentra();
    const ikmId = await newIkm({ sentraId });
    await use.tell('ikm.enrolled.v1', { ikmId });
    await put(register, {
      ...registerKeys.sentra(sentraId),
      ...{ type: 'sentra', sentraId, regionCode: '35.73.01', name: 'Sanan', programmes: [{ name: 'Ekspor' }] },
    });
    await use.tell('sentra.changed.v1', { sentraId });
    expect(await counted({ programme: 'ekspor' })).toEqual({ enrolled: 1 });
  });

  test('are put right from the records when events were lost, once', async () => {
    const approved = { history: [{ step: 'approve', at: day(1) }], state: 'approved' };
    const [one, other] = [await newIkm(approved), await newIkm({ regionCode: '11.01.01' })];
    await newOrder(one, day(2));
    await newOrder(one, day(3), 'completed');
    await newOrder(other, day(3), 'cancelled');
    expect(await counted()).toEqual({});
    expect(await use.recount()).toBe(2);
    const whole = { enrolled: 2, verified: 1, ordered: 1, reordered: 1 };
    expect(await counted()).toEqual(whole);
    await use.recount();
    expect(await counted()).toEqual(whole);
  });

  test('are exact when many IKMs of one sentra come at the same time', async () => {
    const sentraId = await newSentra();
    const ikmIds = await Promise.all(Array.from({ length: 12 }, () => newIkm({ sentraId })));
    const tell = async (ikmId: string): Promise<void> => {
      // as the queue does: again until it went through
      await use.tell('ikm.enrolled.v1', { ikmId }).catch(() => tell(ikmId));
    };
    await Promise.all([...ikmIds, ...ikmIds].map(tell));
    expect(await counted({ sentraId })).toEqual({ enrolled: 12 });
    expect(await counted()).toEqual({ enrolled: 12 });
  });
});

test('an office sees its regions with their parts, and no others', async () => {
  const sentraId = await newSentra();
  await use.tell('ikm.enrolled.v1', { ikmId: await newIkm({ sentraId }) });
  await use.tell('ikm.enrolled.v1', { ikmId: await newIkm({ regionCode: '35.07.01' }) });
  await use.tell('ikm.enrolled.v1', { ikmId: await newIkm({ regionCode: '33.74.01' }) });
  const parts = async (question: object, caller = office) =>
    (await use.funnelOf(caller, { ...all, ...question })).parts.map(({ regionCode, sentraId: id, counts }) => [
      regionCode ?? id,
      counts.enrolled,
    ]);
  expect(await parts({}, ministry)).toEqual([
    ['33', 1],
    ['35', 2],
  ]);
  expect(await parts({})).toEqual([
    ['35.07', 1],
    ['35.73', 1],
  ]);
  expect(await parts({ regionCode: '35.73' })).toEqual([[sentraId, 1]]);
  expect(await parts({}, as('dinas', '35.07', '33'))).toEqual([
    ['33', 1],
    ['35.07', 1],
  ]);
  const outside = { code: 'not-found' };
  await expect(use.funnelOf(office, { ...all, regionCode: '33' })).rejects.toMatchObject(outside);
  await expect(use.funnelOf(as('dinas', '33'), { ...all, sentraId })).rejects.toMatchObject(outside);
  await expect(use.funnelOf(as('pemilik', ulid()), all)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await use.funnelOf(as('pendamping', sentraId), { ...all, sentraId })).name).toBe('=Sanan');

  const table = toFunnelRows(await use.funnelOf(office, { ...all, regionCode: '35.73' }));
  const { text: csv } = await toCsvText(table);
  expect(csv).toContain("'=Sanan;0;1;");
});

test('what is missing next is said in words', async () => {
  const ikmId = await newIkm();
  expect(await use.ofIkm(office, ikmId)).toMatchObject({ next: 'enrolled' });
  await use.tell('ikm.enrolled.v1', { ikmId });
  expect(await use.ofIkm(as('pemilik', ikmId), ikmId)).toMatchObject({
    next: 'verified',
    advice: 'Ajukan pendaftaran, lalu tunggu petugas memverifikasinya.',
  });
  await register.dynamo.send(new DeleteCommand({ TableName: register.table, Key: registerKeys.funnel(ikmId) }));
  await use.recount();
  expect(await use.ofIkm(office, ikmId)).toMatchObject({ next: 'verified' });
});

test('targets tell how many sentras joined', async () => {
  const sentras = await Promise.all([newSentra(), newSentra('35.07.01'), newSentra('33.74.01')]);
  for (const sentraId of [sentras[0], sentras[0], sentras[1]])
    await use.tell('listing.went-live.v1', {
      ikmId: await newIkm({ sentraId, regionCode: sentraId === sentras[0] ? '35.73.01' : '35.07.01' }),
    });
  await use.tell('ikm.enrolled.v1', { ikmId: await newIkm({ sentraId: sentras[2], regionCode: '33.74.01' }) });
  const targetId = TargetId.parse(ulid());
  const body = TargetBody.parse({
    name: 'Tayang 2026',
    of: 'sentras',
    step: 'live',
    value: 50,
    regionCode: '35',
    year: 2026,
  });
  const { created, target } = await use.saveTarget(office, { targetId, body, ifMatch: undefined });
  expect(created).toBe(true);
  expect(target).toMatchObject({ reached: 2, percent: 4, coverage: '2 dari 50 sentra: Tayang' });
  const national = { ...body, of: 'ikms', regionCode: undefined } as const;
  await expect(
    use.saveTarget(office, { targetId: TargetId.parse(ulid()), body: national, ifMatch: undefined }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const theirs = await use.saveTarget(ministry, {
    targetId: TargetId.parse(ulid()),
    body: national,
    ifMatch: undefined,
  });
  expect(theirs.target.coverage).toBe('3 dari 50 IKM: Tayang');
  const changed = await use.saveTarget(office, { targetId, body: { ...body, value: 4 }, ifMatch: target.etag });
  expect(changed.target.percent).toBe(50);
  expect(await use.target(ministry, targetId)).toEqual(changed.target);
  await expect(use.target(as('dinas', '33'), targetId)).rejects.toMatchObject({ code: 'not-found' });
  expect((await use.targetList(office, 25, undefined)).rows).toEqual([changed.target]);
  expect((await use.targetList(ministry, 25, undefined)).rows).toHaveLength(2);
});

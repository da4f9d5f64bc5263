import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { ClaimBody, type ClaimDecision } from '../../../shared/domain/claim/claim.ts';
import { ClaimId, type IkmId } from '../../../shared/domain/ids.ts';
import { anyone, isAllowed, officers, type Caller } from '../../../shared/domain/member/member.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, code, elsewhere, ministry, office, using } from './harness.ts';

let engine: Dynoxide;
let at: TableAt;
let use: ReturnType<typeof using>;
beforeAll(async () => {
  engine = await startDynoxide();
});
beforeEach(async () => {
  at = await engine.createTable('register');
  use = using(at);
});
afterAll(() => engine.stop());

const nik = '3573014101900001';
const site = { regionCode: '35.73', address: 'Jl. Mawar No. 5' };
const enrolled = (): Promise<IkmId> =>
  use.enrol(site.regionCode, { ...site, owner: { kind: 'person', name: 'Siti Aminah', nik } });
const claimId = ClaimId.parse('01JCXQ8Z9Y8X7W6V5T4S3R2Q1P');
const body = ClaimBody.parse({ claimId, nik, ...site, address: 'jln mawar 5', reason: 'Kami latih sejak 2024' });
const unknown = { ...body, nik: '3573014101909999' };
const newId = () => ClaimId.parse(ulid());
const file = async (caller: Caller, what: ClaimBody = body, id = newId()) =>
  (await use.claims.file(caller, { ...what, claimId: id })).claim;
const incoming = async (caller: Caller) => (await use.claims.list(caller, 25, undefined)).rows;
const approve: ClaimDecision = { decision: 'approve', reasons: [] };
const refuse: ClaimDecision = { decision: 'refuse', reasons: ['Sudah didampingi'] };

test('the office that enrolled the firm sees who asks and why; approved, the claimant coaches, and the owner sees it', async () => {
  const ikmId = await enrolled();
  const claimant = await use.member('dinas', ['33']);
  await expect(use.getIkm(await claimant.caller(), ikmId)).rejects.toEqual(code('not-found'));
  const claim = await file(await claimant.caller());
  expect(claim).toEqual({
    claimId: claim.claimId,
    state: 'submitted',
    filedAt: '2026-11-22T00:00:00.000Z',
    waitsUntil: '2026-12-22T00:00:00.000Z',
    reasons: [],
  });
  const view = {
    claimId: claim.claimId,
    ikmId,
    reason: 'Kami latih sejak 2024',
    claimant: { name: claimant.body.name, role: 'dinas', instansi: 'KIM Sanan' },
  };
  for (const holder of [office, as('dinas', '35.73'), ministry]) expect(await incoming(holder)).toMatchObject([view]);
  for (const other of [elsewhere, await claimant.caller(), as('pemilik', ikmId)]) {
    expect(await incoming(other)).toEqual([]);
    await expect(use.claims.decide(other, claim.claimId, approve)).rejects.toEqual(code('not-found'));
  }

  const decided = await use.claims.decide(office, claim.claimId, approve);
  expect(decided).toMatchObject({ ...view, state: 'approved' });
  expect(await use.claims.decide(office, claim.claimId, approve)).toEqual(decided);
  await expect(use.claims.decide(office, claim.claimId, refuse)).rejects.toEqual(code('wrong-state'));
  expect(await incoming(office)).toEqual([]);

  const coach = await claimant.caller();
  expect(await use.getIkm(coach, ikmId)).toMatchObject({ ikmId });
  expect((await use.listIkms(coach, {}, 10, undefined)).rows).toMatchObject([{ ikmId }]);
  // as a mentor, not as its office
  expect(isAllowed(coach, { ikmId, regionCode: '35.73' }, officers)).toBe(false);
  expect(isAllowed(coach, { ikmId, regionCode: '35.73' }, anyone)).toBe(true);
  expect(await use.claims.filed(coach)).toMatchObject([{ state: 'approved', ikmId }]);
  const owner = as('pemilik', ikmId);
  const { memberId } = claimant;
  expect(await use.helpers.list(owner, ikmId)).toMatchObject([{ memberId, through: 'claim', consent: null }]);
  await use.helpers.remove(owner, { ikmId, memberId });
  await expect(use.getIkm(await claimant.caller(), ikmId)).rejects.toEqual(code('not-found'));
});

test('an office keeps its shared coaching when its membership is changed', async () => {
  const ikmId = await enrolled();
  const claimant = await use.member('dinas', ['33']);
  const { claimId: filed } = await file(await claimant.caller());
  await use.claims.decide(office, filed, approve);
  const changed = { ...claimant.body, scope: ['33', '34'] };
  await use.save(ministry, { memberId: claimant.memberId, body: changed, ifMatch: '2' });
  expect(await use.getIkm(await claimant.caller(), ikmId)).toMatchObject({ ikmId });
});

test('a claim on nobody looks like any other, also to who decides, and lapses like any other', async () => {
  await enrolled();
  const { caller } = await use.member('dinas', ['33']);
  const [real, none] = [await file(await caller()), await file(await caller(), unknown)];
  expect(none).toEqual({ ...real, claimId: none.claimId });
  expect(await incoming(ministry)).toHaveLength(1);
  await expect(use.claims.decide(ministry, none.claimId, approve)).rejects.toEqual(code('not-found'));
  use.time.ms += 30 * 86_400_000;
  expect((await use.claims.filed(await caller())).map(({ state }) => state)).toEqual(['lapsed', 'lapsed']);
  expect(await incoming(office)).toEqual([]);
  await expect(use.claims.decide(office, real.claimId, approve)).rejects.toEqual(code('wrong-state'));
});

test('the same work is done whether or not there is such a firm', async () => {
  await enrolled();
  const { caller } = await use.member('dinas', ['33']);
  const who = await caller();
  const sent: string[][] = [];
  for (const what of [body, unknown]) {
    const calls: string[] = [];
    const { dynamo } = at;
    const watched = {
      send: (command: Parameters<typeof dynamo.send>[0]) => {
        calls.push(command.constructor.name);
        return dynamo.send(command);
      },
    };
    const world = using({ ...at, dynamo: watched as unknown as typeof dynamo }, use);
    await world.claims.file(who, { ...what, claimId: newId() });
    sent.push(calls.sort());
  }
  expect(await incoming(office)).toHaveLength(1);
  expect(sent[0]).toEqual(sent[1]);
});

test('refused with reasons, its claimant reads them and sees nothing of the firm', async () => {
  const ikmId = await enrolled();
  const { caller } = await use.member('pendamping', [await use.sentra('33.20')]);
  const refused = await file(await caller());
  await use.claims.decide(office, refused.claimId, refuse);
  const [filed] = await use.claims.filed(await caller());
  expect(filed).toMatchObject({ state: 'refused', reasons: ['Sudah didampingi'] });
  expect(filed?.ikmId).toBeUndefined();
  await expect(use.getIkm(await caller(), ikmId)).rejects.toEqual(code('not-found'));
});

test('repeated it is the same claim; another one needs another id, and nobody else has this one', async () => {
  await enrolled();
  const { caller } = await use.member('dinas', ['33']);
  const first = await file(await caller());
  expect(await use.claims.file(await caller(), { ...body, claimId: first.claimId })).toEqual({
    created: false,
    claim: first,
  });
  await expect(file(await caller(), unknown, first.claimId)).rejects.toEqual(code('id-taken'));
  await expect(file(elsewhere, body, first.claimId)).rejects.toEqual(code('not-found'));
  expect(await incoming(office)).toHaveLength(1);
});

test('numbers are neither kept nor to be fished for', async () => {
  await enrolled();
  const { caller } = await use.member('dinas', ['33']);
  for (let n = 0; n < 20; n += 1) await file(await caller(), { ...body, nik: `35730141019010${String(10 + n)}` });
  await expect(file(await caller())).rejects.toEqual(code('too-many-requests'));
  const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
  for (const secret of ['35730141019010', 'Kami latih']) expect(JSON.stringify(Items)).not.toContain(secret);
  await expect(file(ministry)).rejects.toEqual(code('forbidden'));
  await expect(file(as('pemilik', ulid()))).rejects.toEqual(code('forbidden'));
});

test.each([
  [{ nik: undefined }, 'nik'],
  [{ nik: '35••••••••••0001' }, 'nik'],
  [{ reason: ' ' }, 'reason'],
])('the body %j is refused at %s', (part, path) => {
  expect(ClaimBody.safeParse({ ...body, ...part }).error?.issues[0]?.path.join('/')).toBe(path);
});

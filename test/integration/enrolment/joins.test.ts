import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { ulid } from 'ulid';
import { IkmId, MemberId, type SentraId } from '../../../shared/domain/ids.ts';
import { JoinBody } from '../../../shared/domain/ikm/join-body.ts';
import type { Caller } from '../../../shared/domain/member/member.ts';
import { JoinCode } from '../../../shared/domain/sentra/join-code.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, code, elsewhere, office, using } from './harness.ts';

let engine: Dynoxide;
let at: TableAt;
let use: ReturnType<typeof using>;
let sentraId: SentraId;
beforeAll(async () => {
  engine = await startDynoxide();
});
beforeEach(async () => {
  at = await engine.createTable('register');
  use = using(at);
  sentraId = await use.sentra('35.73');
});
afterAll(() => engine.stop());

const nobody = (subject = 'siti'): Caller => ({ subject, memberships: [] });
const again = async (subject = 'siti'): Promise<Caller> => ({
  subject,
  memberships: await use.membershipsOf(subject),
});
const body = JoinBody.parse({
  businessName: 'Tempe Bu Siti',
  owner: { kind: 'person', name: 'Siti Aminah', nik: '3573014101900001', phone: '0812-3456-7890' },
  komoditas: 'makanan',
  regionCode: '35.73.02',
  address: 'Jl. Mawar No. 5',
  consentVersion: '1',
});
const newId = () => IkmId.parse(ulid());
const present = async () => JoinCode.parse((await use.joins.code(office, sentraId)).code);

test('an owner who scans the code enrols as a draft, is its owner at once, and an officer sees how it came', async () => {
  const { url, svg, expiresAt } = await use.joins.code(office, sentraId);
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(url);
  expect(url).toMatch(/^https:\/\/ikm\.example\/gabung\//);
  const scanned = JoinCode.parse(url.split('/').at(-1));
  expect(await use.joins.look(scanned)).toEqual({
    ...{ sentraId, name: 'Tempe', expiresAt },
    region: expect.stringContaining('Malang'),
  });

  const ikmId = newId();
  const joined = await use.joins.join(nobody(), { code: scanned, ikmId, body });
  expect(joined).toMatchObject({
    created: true,
    ikm: { sentraId, state: 'draft', legalBasis: 'consent', consent: { version: '1', by: 'Siti Aminah' } },
  });
  expect((await use.getIkm(office, ikmId)).warnings.map((each) => each.code)).toContain('self-enrolled');
  const owner = await again();
  expect(owner.memberships).toMatchObject([{ role: 'pemilik', scope: [ikmId] }]);
  expect(await use.submit(owner, ikmId, undefined)).toMatchObject({ state: 'submitted' });
  expect(await use.joins.join(owner, { code: scanned, ikmId, body })).toMatchObject({ created: false });
  expect((await again()).memberships).toHaveLength(1);
  const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
  for (const secret of ['Siti Aminah', '81234567890', scanned.slice(27)])
    expect(JSON.stringify(Items)).not.toContain(secret);
});

test('an owner who takes the id of a sentra for the IKM gets nothing of the sentra', async () => {
  const scanned = await present();
  const ikmId = IkmId.parse(sentraId);
  await expect(use.joins.join(nobody(), { code: scanned, ikmId, body })).rejects.toEqual(code('not-found'));
  expect((await again()).memberships).toEqual([]);
  await expect(use.enrol('35.73', {}, ikmId)).rejects.toEqual(code('not-found'));
});

test('who joined and handed the IKM over is not shown it any more', async () => {
  const scanned = await present();
  const ikmId = newId();
  await use.joins.join(nobody(), { code: scanned, ikmId, body });
  const [{ memberId } = { memberId: '' }] = (await again()).memberships;
  await use.handOver(office, MemberId.parse(memberId), {
    person: { name: 'Anak Siti', phone: '0812-0000-1111' },
    reason: 'Diteruskan anak',
  });
  await expect(use.joins.join(await again(), { code: scanned, ikmId, body })).rejects.toEqual(code('not-found'));
});

test('several IKMs behind one phone', async () => {
  const scanned = await present();
  await use.joins.join(nobody(), { code: scanned, ikmId: newId(), body });
  const second = { ...body, businessName: 'Keripik Bu Siti', address: 'Jl. Melati No. 1' };
  await use.joins.join(await again(), { code: scanned, ikmId: newId(), body: second });
  const names = ['Keripik Bu Siti', 'Tempe Bu Siti'];
  const { rows } = await use.listIkms(await again(), {}, 10, undefined);
  expect(rows.map(({ businessName }) => businessName).sort()).toEqual(names);
  const { ikms, memberships } = await use.me(await again());
  expect(ikms.map(({ businessName }) => businessName).sort()).toEqual(names);
  expect(memberships).toHaveLength(2);
});

test('the code opens its own sentra for enrolling, and nothing else', async () => {
  const there = await use.enrol('35.73', { sentraId });
  const scanned = await present();
  await expect(use.joins.join(nobody(), { code: scanned, ikmId: there, body })).rejects.toEqual(code('not-found'));
  const ikmId = newId();
  await use.joins.join(nobody(), { code: scanned, ikmId, body });
  const owner = await again();
  await expect(use.getIkm(owner, there)).rejects.toEqual(code('not-found'));
  // somebody else with the same words is not the one who enrolled it
  await expect(use.joins.join(nobody('budi'), { code: scanned, ikmId, body })).rejects.toEqual(code('not-found'));
  expect((await again('budi')).memberships).toEqual([]);
  await expect(use.joins.join(nobody('budi'), { code: scanned, ikmId: newId(), body })).rejects.toEqual(
    code('already-enrolled'),
  );
});

test('whoever stopped between enrolling and becoming its owner goes on by repeating', async () => {
  const scanned = await present();
  const ikmId = newId();
  const broken = { ...use.deps.members, create: () => Promise.reject(new Error('stopped')) };
  await expect(
    using(at, use, { members: broken }).joins.join(nobody(), { code: scanned, ikmId, body }),
  ).rejects.toThrow('stopped');
  expect((await again()).memberships).toEqual([]);
  expect(await use.joins.join(nobody(), { code: scanned, ikmId, body })).toMatchObject({ created: false });
  expect(await use.getIkm(await again(), ikmId)).toMatchObject({ ikmId });
});

test('a renewed, old or made-up code opens nothing', async () => {
  const first = await present();
  expect(await present()).toBe(first);
  await use.joins.renew(office, sentraId);
  const second = await present();
  const madeUp = JoinCode.parse(`${sentraId}-${'A'.repeat(22)}`);
  const elsewhereCode = JoinCode.parse(second.replace(sentraId, await use.sentra('35.73')));
  for (const wrong of [first, madeUp, elsewhereCode]) {
    await expect(use.joins.look(wrong)).rejects.toEqual(code('not-found'));
    await expect(use.joins.join(nobody(), { code: wrong, ikmId: newId(), body })).rejects.toEqual(code('not-found'));
  }
  use.time.ms += 90 * 86_400_000;
  await expect(use.joins.look(second)).rejects.toEqual(code('not-found'));
});

test('only who enrols into the sentra gets or renews its code', async () => {
  const mentor = as('pendamping', sentraId);
  expect(await use.joins.code(mentor, sentraId)).toEqual(await use.joins.code(office, sentraId));
  for (const caller of [elsewhere, as('pemilik', ulid()), as('pendamping', ulid())]) {
    await expect(use.joins.code(caller, sentraId)).rejects.toEqual(code('not-found'));
    await expect(use.joins.renew(caller, sentraId)).rejects.toEqual(code('not-found'));
  }
});

test('nobody tries without end', async () => {
  const scanned = await present();
  for (let n = 0; n < 5; n += 1)
    await use.joins.join(nobody(), { code: scanned, ikmId: newId(), body: { ...body, address: `Jl. ${String(n)}` } });
  await expect(use.joins.join(nobody(), { code: scanned, ikmId: newId(), body })).rejects.toEqual(
    code('too-many-requests'),
  );
  use.time.ms += 86_400_000;
  expect(await use.joins.join(nobody(), { code: scanned, ikmId: newId(), body })).toMatchObject({ created: true });
});

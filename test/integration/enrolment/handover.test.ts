import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { MemberId } from '../../../shared/domain/ids.ts';
import { HandoverBody } from '../../../shared/domain/member/member-body.ts';
import type { Membership } from '../../../shared/domain/member/member.ts';
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

const person = { name: 'Rina Wati', email: 'rina@dinas.example' };
const byRina = HandoverBody.parse({ person, reason: 'Pak Budi pindah tugas' });
/** As every request does: those in force at this instant. */
const inForce = (memberships: readonly Membership[], instant: string) =>
  memberships.filter(({ from = '', to = '9' }) => from <= instant && instant < to);
const scopesAt = async (who: { caller: () => Promise<{ memberships: readonly Membership[] }> }, instant: string) =>
  inForce((await who.caller()).memberships, instant).map(({ scope }) => scope);

test('the scope of an officer passes at one instant to somebody new, who finds it at the first sign-in', async () => {
  const budi = await use.member('dinas', ['35.73', '35.74']);
  const when = '2026-12-01T00:00:00.000Z';
  const handed = await use.handOver(office, budi.memberId, { ...byRina, at: when });
  expect(handed).toMatchObject({
    ended: { memberId: budi.memberId, to: when, handedOverTo: handed.successor.memberId, etag: '2' },
    successor: { name: 'Rina Wati', role: 'dinas', scope: ['35.73', '35.74'], from: when, instansi: 'KIM Sanan' },
  });
  await use.signIn({ request: { userAttributes: { sub: 'rina', email: person.email, email_verified: 'true' } } });
  const rina = { caller: async () => ({ memberships: await use.membershipsOf('rina') }) };
  const scope = [['35.73', '35.74']];
  expect([await scopesAt(budi, '2026-11-30T23:59:59.999Z'), await scopesAt(rina, '2026-11-30T23:59:59.999Z')]).toEqual([
    scope,
    [],
  ]);
  expect([await scopesAt(budi, when), await scopesAt(rina, when)]).toEqual([[], scope]);
  const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
  for (const secret of ['Rina', 'pindah', person.email]) expect(JSON.stringify(Items)).not.toContain(secret);
});

test('to a colleague it passes at once, beside what they have', async () => {
  const [budi, rina] = [await use.member('dinas', ['35.73']), await use.member('dinas', ['35.74'])];
  const { successor } = await use.handOver(office, budi.memberId, { toMemberId: rina.memberId, reason: 'pensiun' });
  expect(successor).toMatchObject({ name: rina.body.name, bound: true });
  expect((await scopesAt(rina, '2026-11-22T00:00:00.000Z')).flat().sort()).toEqual(['35.73', '35.74']);
  expect(await scopesAt(budi, '2026-11-22T00:00:00.000Z')).toEqual([]);
});

test('repeated it answers the same; otherwise it is handed over once', async () => {
  const budi = await use.member('dinas', ['35.73']);
  const first = await use.handOver(office, budi.memberId, byRina);
  use.time.ms += 60_000;
  expect(await use.handOver(office, budi.memberId, byRina)).toEqual(first);
  const other = { ...byRina, person: { ...person, name: 'Sri' } };
  await expect(use.handOver(office, budi.memberId, other)).rejects.toEqual(code('wrong-state'));
  const sri = await use.member('dinas', ['35.74']);
  await use.save(ministry, { memberId: sri.memberId, body: { ...sri.body, to: '2026-11-22T00:01:00Z' }, ifMatch: '1' });
  await expect(use.handOver(office, sri.memberId, byRina)).rejects.toEqual(code('wrong-state'));
});

test('only whoever might appoint hands over, and only to those they manage', async () => {
  const budi = await use.member('dinas', ['35.73']);
  for (const caller of [elsewhere, as('dinas', '35.73'), as('pemilik', ulid()), as('pendamping', ulid())])
    await expect(use.handOver(caller, budi.memberId, byRina)).rejects.toEqual(code('not-found'));
  const ikmId = await use.enrol('35.73');
  const helper = await use.member('pendamping', [ikmId]);
  await expect(use.handOver(as('pemilik', ikmId), helper.memberId, byRina)).rejects.toEqual(code('forbidden'));
  await expect(use.handOver(ministry, MemberId.parse(ulid()), byRina)).rejects.toEqual(code('not-found'));
  const [foreign, mentor] = [
    await use.member('dinas', ['33.20']),
    await use.member('pendamping', [await use.sentra('35.73')]),
  ];
  for (const { memberId } of [foreign, mentor])
    await expect(
      use.handOver(office, budi.memberId, { toMemberId: memberId, reason: 'pensiun' }),
    ).rejects.toMatchObject({ code: 'not-found', faults: [{ path: 'toMemberId' }] });
});

test("a mentor's successor serves the same IKMs, asks their owners anew, and is held to what owners withdrew", async () => {
  const sentraId = await use.sentra('35.73');
  const [ikmId, gone] = [await use.enrol('35.73'), await use.enrol('35.73', { sentraId })];
  const mentor = await use.member('pendamping', [sentraId, ikmId]);
  const { memberId } = mentor;
  await use.helpers.save(as('pemilik', ikmId), { ikmId, memberId, consent: { way: 'sign-in', version: '1' } });
  await use.helpers.remove(as('pemilik', gone), { ikmId: gone, memberId });
  const { successor } = await use.handOver(office, memberId, byRina);
  expect(await use.helpers.list(office, ikmId)).toMatchObject([{ memberId: successor.memberId, consent: null }]);
  expect(await use.helpers.list(office, gone)).toEqual([]);
  expect(await use.deps.teams.unheardIn(['35'], 25)).toMatchObject([{ placeId: ikmId, memberId: successor.memberId }]);
});

test.each([
  [{ person: undefined }, 'toMemberId'],
  [{ toMemberId: ulid() }, 'toMemberId'],
  [{ person: { name: 'x' } }, 'person/phone'],
  [{ reason: '' }, 'reason'],
])('the body %j is refused at %s', (part, path) => {
  expect(HandoverBody.safeParse({ ...byRina, ...part }).error?.issues[0]?.path.join('/')).toBe(path);
});

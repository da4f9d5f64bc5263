import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { IkmId, MemberId, PaperId } from '../../../shared/domain/ids.ts';
import { HelperBody } from '../../../shared/domain/member/helper.ts';
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

const signedIn: HelperBody = { consent: { way: 'sign-in', version: '1' } };
const witnessed = HelperBody.parse({
  consent: { way: 'witness', version: '1', at: '2026-11-20T03:00:00Z', by: 'Kades Sanan' },
});
const outsiders = () => [elsewhere, as('pemilik', ulid()), as('pendamping', ulid())];

describe('a mentor acts for an owner', () => {
  test('after the owner said so: seen by the owner, and until withdrawn', async () => {
    const ikmId = await use.enrol('35.73');
    const other = await use.enrol('35.73');
    const owner = as('pemilik', ikmId);
    const mentor = await use.member('pendamping', [other]);
    await expect(use.getIkm(await mentor.caller(), ikmId)).rejects.toEqual(code('not-found'));

    const { memberId } = mentor;
    const view = await use.helpers.save(owner, { ikmId, memberId, ...signedIn });
    expect(view).toMatchObject({ memberId, instansi: 'KIM Sanan', through: 'name', consent: { way: 'sign-in' } });
    expect(await use.helpers.list(owner, ikmId)).toEqual([view]);
    expect(await use.helpers.save(owner, { ikmId, memberId, ...signedIn })).toMatchObject({ consent: view.consent });
    expect(await use.getIkm(await mentor.caller(), ikmId)).toMatchObject({ ikmId });

    await use.helpers.remove(owner, { ikmId, memberId });
    await expect(use.getIkm(await mentor.caller(), ikmId)).rejects.toEqual(code('not-found'));
    expect(await use.helpers.list(owner, ikmId)).toEqual([]);
    await use.helpers.remove(owner, { ikmId, memberId });
    expect(await use.getIkm(await mentor.caller(), other)).toMatchObject({ ikmId: other });
  });

  test('on paper or before a witness an officer records it; who said so is unreadable at rest', async () => {
    const ikmId = await use.enrol('35.73');
    const { memberId } = await use.member('pendamping', [await use.enrol('35.73')]);
    const view = await use.helpers.save(office, { ikmId, memberId, ...witnessed });
    expect(view.consent).toEqual({ version: '1', way: 'witness', at: '2026-11-20T03:00:00.000Z', by: 'Kades Sanan' });
    expect(await use.helpers.save(office, { ikmId, memberId, ...witnessed })).toMatchObject({ consent: view.consent });
    const photo = { ...witnessed.consent, way: 'signed-photo', paperId: PaperId.parse(ulid()) };
    const record = () => use.helpers.save(office, { ikmId, memberId, ...HelperBody.parse({ consent: photo }) });
    await expect(record()).rejects.toEqual(code('bad-request'));
    await use.paper(ikmId, photo.paperId);
    const onPaper = await record();
    expect(onPaper.consent).toMatchObject({ way: 'signed-photo', paperId: photo.paperId });
    const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    expect(JSON.stringify(Items)).not.toContain('Kades');
  });

  test('no witness brings back whom the owner sent away; a signed paper does, and so does the owner', async () => {
    const ikmId = await use.enrol('35.73');
    const { memberId } = await use.member('pendamping', [ikmId], office);
    await use.helpers.remove(as('pemilik', ikmId), { ikmId, memberId });
    await expect(use.helpers.save(office, { ikmId, memberId, ...witnessed })).rejects.toEqual(code('forbidden'));
    const paperId = PaperId.parse(ulid());
    await use.paper(ikmId, paperId);
    const onPaper = HelperBody.parse({ consent: { ...witnessed.consent, way: 'signed-photo', paperId } });
    expect(await use.helpers.save(office, { ikmId, memberId, ...onPaper })).toMatchObject({ memberId });
    // whom the office took off it may bring back
    await use.helpers.remove(office, { ikmId, memberId });
    expect(await use.helpers.save(office, { ikmId, memberId, ...witnessed })).toMatchObject({ memberId });
  });

  test('named by an officer without the owner it shows as not recorded; recording it keeps since when', async () => {
    const ikmId = await use.enrol('35.73');
    const { memberId } = await use.member('pendamping', [ikmId], office);
    const [named] = await use.helpers.list(office, ikmId);
    expect(named).toMatchObject({ memberId, consent: null });
    const waiting = () => use.deps.teams.unheardIn(['35'], 25);
    expect(await waiting()).toEqual([{ placeId: ikmId, memberId, since: named?.since }]);
    expect(await use.deps.teams.unheardIn(['33', '35.74'], 25)).toEqual([]);
    use.time.ms += 1000;
    await use.helpers.save(office, { ikmId, memberId, ...witnessed });
    expect(await use.helpers.list(office, ikmId)).toMatchObject([{ since: named?.since, consent: { way: 'witness' } }]);
    expect(await waiting()).toEqual([]);
    // whom the owner names needs no officer
    await use.member('pendamping', [ikmId], as('pemilik', ikmId));
    expect(await waiting()).toEqual([]);
  });

  test('who serves a whole sentra no longer reaches an owner who withdrew, nor is brought back by a scope', async () => {
    const sentraId = await use.sentra('35.73');
    const [ikmId, other] = [await use.enrol('35.73', { sentraId }), await use.enrol('35.73', { sentraId })];
    const mentor = await use.member('pendamping', [sentraId]);
    const { memberId } = mentor;
    const owner = as('pemilik', ikmId);
    expect(await use.helpers.list(owner, ikmId)).toMatchObject([{ memberId, through: 'sentra' }]);
    await use.helpers.remove(owner, { ikmId, memberId });

    const caller = await mentor.caller();
    await expect(use.getIkm(caller, ikmId)).rejects.toEqual(code('not-found'));
    for (const question of [{}, { sentraId }])
      expect((await use.listIkms(caller, question, 10, undefined)).rows).toMatchObject([{ ikmId: other }]);
    const body = { ...mentor.body, scope: [sentraId, ikmId] };
    await expect(use.save(ministry, { memberId, body, ifMatch: '2' })).rejects.toMatchObject({
      faults: [{ path: 'scope/1', code: 'consent-withdrawn' }],
    });
    await use.helpers.save(owner, { ikmId, memberId, ...signedIn });
    expect(await use.getIkm(await mentor.caller(), ikmId)).toMatchObject({ ikmId });
  });

  test('only those concerned say so', async () => {
    const ikmId = await use.enrol('35.73');
    const owner = as('pemilik', ikmId);
    const mentor = await use.member('pendamping', [ikmId]);
    const other = await use.member('pendamping', [ikmId]);
    const { memberId } = mentor;
    for (const outsider of outsiders()) {
      await expect(use.helpers.list(outsider, ikmId)).rejects.toEqual(code('not-found'));
      await expect(use.helpers.save(outsider, { ikmId, memberId, ...signedIn })).rejects.toEqual(code('not-found'));
      await expect(use.helpers.remove(outsider, { ikmId, memberId })).rejects.toEqual(code('not-found'));
      await expect(use.codes.list(outsider, ikmId)).rejects.toEqual(code('not-found'));
    }
    await expect(use.helpers.save(office, { ikmId, memberId, ...signedIn })).rejects.toEqual(code('forbidden'));
    await expect(use.helpers.save(owner, { ikmId, memberId, ...witnessed })).rejects.toEqual(code('forbidden'));
    await expect(use.helpers.save(await mentor.caller(), { ikmId, memberId, ...witnessed })).rejects.toEqual(
      code('forbidden'),
    );
    await expect(use.helpers.remove(await other.caller(), { ikmId, memberId })).rejects.toEqual(code('forbidden'));
    // neither an office nor somebody unknown is a mentor
    const officer = await use.member('dinas', ['35.73']);
    for (const id of [officer.memberId, MemberId.parse(ulid())]) {
      await expect(use.helpers.save(owner, { ikmId, memberId: id, ...signedIn })).rejects.toEqual(code('not-found'));
      await expect(use.helpers.remove(owner, { ikmId, memberId: id })).rejects.toEqual(code('not-found'));
    }
    await use.helpers.remove(await mentor.caller(), { ikmId, memberId });
    await use.helpers.remove(await mentor.caller(), { ikmId, memberId });
  });
});

test('a helper whose last IKM was taken away is no stranger’s to look at or to appoint', async () => {
  const ikmId = await use.enrol('35.73');
  const mentor = await use.member('pendamping', [ikmId]);
  const { memberId } = mentor;
  await use.helpers.remove(as('pemilik', ikmId), { ikmId, memberId });
  const ifMatch = (await use.deps.members.get(memberId))?.member.etag;
  const other = await use.enrol('33.20');
  const body = { ...mentor.body, scope: [other] };
  for (const caller of [as('pemilik', other), elsewhere])
    await expect(use.save(caller, { memberId, body, ifMatch })).rejects.toEqual(code('not-found'));
  await expect(
    use.handOver(elsewhere, memberId, { person: { name: 'Lain', phone: '0812-0000-1111' }, reason: 'Ganti' }),
  ).rejects.toEqual(code('not-found'));
});

describe('a code read out by the owner', () => {
  const begin = async () => {
    const ikmId = await use.enrol('35.73');
    const mentor = await use.member('pendamping', [await use.enrol('35.73')]);
    const { memberId } = mentor;
    const caller = await mentor.caller();
    await use.codes.ask(caller, { ikmId, memberId });
    const [shown] = await use.codes.list(as('pemilik', ikmId), ikmId);
    const say = (digits: string) =>
      use.helpers.save(caller, { ikmId, memberId, consent: { way: 'code', version: '1', code: digits } });
    return { ikmId, memberId, mentor, caller, digits: shown?.code ?? '', say };
  };
  const wrong = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

  test('lets the mentor in, once', async () => {
    const { ikmId, memberId, mentor, digits, say } = await begin();
    expect(digits).toMatch(/^\d{6}$/);
    await expect(say(wrong(digits))).rejects.toEqual(code('wrong-code'));
    expect(await say(digits)).toMatchObject({ consent: { way: 'code' } });
    expect(await say(digits)).toMatchObject({ consent: { way: 'code' } });
    expect(await use.getIkm(await mentor.caller(), ikmId)).toMatchObject({ ikmId });
    await use.helpers.remove(as('pemilik', ikmId), { ikmId, memberId });
    await expect(say(digits)).rejects.toEqual(code('wrong-code'));
  });

  test('said once lets nobody back in whom the office took off', async () => {
    const { ikmId, memberId, mentor, digits, say } = await begin();
    await say(digits);
    const [other = ''] = mentor.body.scope;
    const body = { ...mentor.body, scope: [other] };
    await use.save(office, { memberId, body, ifMatch: (await use.deps.members.get(memberId))?.member.etag });
    await expect(say('000000')).rejects.toEqual(code('wrong-code'));
    await expect(use.getIkm(await mentor.caller(), ikmId)).rejects.toEqual(code('not-found'));
  });

  test('holds ten minutes and five guesses', async () => {
    const late = await begin();
    use.time.ms += 600_000;
    await expect(late.say(late.digits)).rejects.toEqual(code('wrong-code'));
    const guessed = await begin();
    for (let n = 0; n < 5; n += 1) await expect(guessed.say(wrong(guessed.digits))).rejects.toEqual(code('wrong-code'));
    await expect(guessed.say(guessed.digits)).rejects.toEqual(code('wrong-code'));
    expect(await use.codes.list(as('pemilik', guessed.ikmId), guessed.ikmId)).toEqual([]);
  });

  test('tells a mentor nothing of what there is, and is asked for by name only, not without end', async () => {
    const { memberId, caller, ikmId } = await begin();
    const nowhere = IkmId.parse(ulid());
    expect(Object.keys(await use.codes.ask(caller, { ikmId: nowhere, memberId }))).toEqual(['expiresAt']);
    await expect(
      use.helpers.save(caller, { ikmId: nowhere, memberId, consent: { way: 'code', version: '1', code: '000000' } }),
    ).rejects.toEqual(code('wrong-code'));
    await expect(use.codes.ask(office, { ikmId, memberId })).rejects.toEqual(code('forbidden'));
    await expect(use.codes.list(office, ikmId)).rejects.toEqual(code('forbidden'));
    for (let n = 0; n < 18; n += 1) await use.codes.ask(caller, { ikmId, memberId });
    await expect(use.codes.ask(caller, { ikmId, memberId })).rejects.toEqual(code('too-many-requests'));
  });
});

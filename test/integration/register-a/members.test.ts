import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { onSignIn } from '../../../functions/bind-member/on-sign-in.ts';
import { enrolIkm } from '../../../functions/enrol-ikm/use-case.ts';
import { saveMember } from '../../../functions/save-member/use-case.ts';
import { saveSentra } from '../../../functions/save-sentra/use-case.ts';
import { IkmId, MemberId, SentraId } from '../../../shared/domain/ids.ts';
import { IkmBody } from '../../../shared/domain/ikm/ikm.ts';
import { createPlaceFinder } from '../../../shared/domain/member/appointment.ts';
import { MemberBody } from '../../../shared/domain/member/member-body.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { SentraBody } from '../../../shared/domain/sentra/sentra.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../../shared/persistence/ikm-repository.dynamo.ts';
import { createMemberRepository } from '../../../shared/persistence/member-repository.dynamo.ts';
import { createMembershipsOf } from '../../../shared/persistence/memberships.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../../../shared/persistence/sentra-repository.dynamo.ts';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';

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

const using = (table: TableAt) => {
  const { kms } = createFakeKms();
  const sealer = createSealer({ kms, keyId: 'seal', clock: Date.now });
  const [members, ikms, sentras] = [
    createMemberRepository(table),
    createIkmRepository(table),
    createSentraRepository(table),
  ];
  const hashIdentity = createIdentityHash({ kms, keyId: 'identity' });
  const find = createPlaceFinder(ikms, sentras);
  const deps = { members, ikms, sentras, sealer, hashIdentity, find, clock: () => Date.UTC(2026, 10, 22) };
  const log: unknown[] = [];
  const logger = { info: (...line: unknown[]) => log.push(line), error: (...line: unknown[]) => log.push(line) };
  return {
    save: saveMember(deps),
    enrol: enrolIkm(deps),
    saveSentra: saveSentra(deps),
    signIn: onSignIn({ ...deps, logger }),
    membershipsOf: createMembershipsOf(table),
    members,
    log,
  };
};

const as = (role: Role, ...scope: string[]): Caller => ({
  subject: `${role}-${scope.join()}`,
  memberships: [{ memberId: MemberId.parse(ulid()), role, scope }],
});
const ministry = as('kementerian');
const newId = () => MemberId.parse(ulid());
const budi: MemberBody = MemberBody.parse({
  name: 'Budi Santoso',
  email: 'Budi@Dinas.example',
  role: 'dinas',
  instansi: 'Disperindag Jatim',
  scope: ['35'],
});
const event = (sub: string, attributes: Record<string, string>) => ({
  triggerSource: 'TokenGeneration_Authentication',
  request: { userAttributes: { sub, ...attributes }, groupConfiguration: {} },
  response: {},
});
const byEmail = (sub: string, email: string, verified = 'true') => event(sub, { email, email_verified: verified });
const code = (problem: string) => expect.objectContaining({ code: problem });
const make = async (caller: Caller, body: MemberBody, memberId = newId(), ifMatch?: string) =>
  (await use.save(caller, { memberId, body, ifMatch })).member;

describe('membership', () => {
  test('is made, repeated for ever, and changed with its etag', async () => {
    const memberId = newId();
    const first = await use.save(ministry, { memberId, body: budi, ifMatch: undefined });
    expect(first).toMatchObject({
      created: true,
      member: { etag: '1', name: 'Budi Santoso', email: 'budi@dinas.example', bound: false, scope: ['35'] },
    });
    expect(await use.save(ministry, { memberId, body: budi, ifMatch: undefined })).toEqual({
      ...first,
      created: false,
    });
    const changed = { ...budi, scope: ['35', '33'] };
    await expect(make(ministry, changed, memberId)).rejects.toEqual(code('if-match-required'));
    expect(await make(ministry, changed, memberId, '1')).toMatchObject({ etag: '2', scope: ['35', '33'] });
    await expect(make(ministry, { ...budi, role: 'mitra' }, memberId, '2')).rejects.toEqual(code('identity-fixed'));
  });

  test('name and contact are unreadable at rest', async () => {
    await make(ministry, budi);
    const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    expect(Items).toHaveLength(3);
    for (const secret of ['Budi', 'budi', 'dinas.example']) expect(JSON.stringify(Items)).not.toContain(secret);
  });

  test.each([
    [{ phone: '081234567890' }, 'phone'],
    [{ role: 'kementerian' }, 'scope'],
    [{ scope: [] }, 'scope'],
    [{ from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }, 'to'],
    [{ email: 'budi' }, 'email'],
  ])('the body %j is refused at %s', (part, path) => {
    expect(MemberBody.safeParse({ ...budi, ...part }).error?.issues[0]?.path.join('/')).toBe(path);
  });
});

describe('who may make whom', () => {
  const ikmId = IkmId.parse(ulid());
  const sentraId = SentraId.parse(ulid());
  const foreignIkm = IkmId.parse(ulid());
  beforeEach(async () => {
    const ikm = {
      businessName: 'x',
      owner: { kind: 'entity', name: 'y' },
      komoditas: 'makanan',
      address: 'z',
      legalBasis: 'public-task',
    };
    const enrol = (id: IkmId, regionCode: string) =>
      use.enrol(ministry, { ikmId: id, body: IkmBody.parse({ ...ikm, regionCode }), ifMatch: undefined });
    await enrol(ikmId, '35.73');
    await enrol(foreignIkm, '33.20');
    const sentra = { name: 's', kind: 'sentra', komoditas: 'makanan', regionCode: '35.73', address: 'a' };
    await use.saveSentra(ministry, { sentraId, body: SentraBody.parse(sentra), ifMatch: undefined });
  });
  const member = (role: Role, ...scope: string[]): MemberBody => ({ ...budi, role, scope });

  test('kementerian: anyone', async () => {
    const all = [
      member('kementerian'),
      member('dinas', '35', '33.20'),
      member('pemilik', ikmId),
      member('pendamping', sentraId, ikmId),
      member('mitra', ulid()),
    ];
    for (const body of all) expect(await make(ministry, body)).toMatchObject({ role: body.role });
    await expect(make(ministry, member('dinas', '99'))).rejects.toMatchObject({
      code: 'unknown-region',
      faults: [{ path: 'scope/0' }],
    });
    await expect(make(ministry, member('pemilik', ulid()))).rejects.toEqual(code('not-found'));
    await expect(make(ministry, member('pemilik', sentraId))).rejects.toEqual(code('not-found'));
  });

  test('dinas: offices below it, owners and mentors within it', async () => {
    const office = as('dinas', '35');
    for (const body of [member('dinas', '35.73'), member('pemilik', ikmId), member('pendamping', sentraId)])
      await make(office, body);
    for (const body of [
      member('kementerian'),
      member('dinas', '35'),
      member('dinas', '33.20'),
      member('mitra', ulid()),
    ])
      await expect(make(office, body)).rejects.toEqual(code('forbidden'));
    // the same for what lies elsewhere as for what is nowhere
    for (const id of [foreignIkm, ulid()])
      await expect(make(office, member('pemilik', ikmId, id))).rejects.toMatchObject({
        code: 'not-found',
        faults: [{ path: 'scope/1' }],
      });
  });

  test('pemilik: mentors of the own IKM only; pendamping: nobody', async () => {
    const owner = as('pemilik', ikmId);
    await make(owner, member('pendamping', ikmId));
    await expect(make(owner, member('pendamping', foreignIkm))).rejects.toEqual(code('not-found'));
    await expect(make(owner, member('pendamping', sentraId))).rejects.toEqual(code('not-found'));
    await expect(make(owner, member('pemilik', ikmId))).rejects.toEqual(code('forbidden'));
    await expect(make(as('pendamping', ikmId), member('pendamping', ikmId))).rejects.toEqual(code('forbidden'));
    await expect(make({ subject: 'x', memberships: [] }, budi)).rejects.toEqual(code('not-a-member'));
  });

  test("somebody else's membership is not there", async () => {
    const memberId = newId();
    await make(ministry, budi, memberId);
    await expect(make(as('dinas', '33'), member('dinas', '33.20'), memberId, '1')).rejects.toEqual(code('not-found'));
  });

  test('a mentor knows which of the scope are sentras', async () => {
    const memberId = newId();
    await make(ministry, member('pendamping', sentraId, ikmId), memberId);
    await use.signIn(byEmail('sub', 'budi@dinas.example'));
    expect(await use.membershipsOf('sub')).toMatchObject([{ scope: [sentraId, ikmId], sentraIds: [sentraId] }]);
  });
});

describe('first sign-in', () => {
  test('binds what waits for the verified contact, once, and hands the event back', async () => {
    const memberId = newId();
    await make(ministry, { ...budi, from: '2026-01-01T00:00:00Z' }, memberId);
    const signIn = byEmail('sub-1', 'BUDI@dinas.example');
    expect(await use.signIn(signIn)).toBe(signIn);
    const bound = [
      { memberId, role: 'dinas', scope: ['35'], instansi: 'Disperindag Jatim', from: '2026-01-01T00:00:00.000Z' },
    ];
    expect(await use.membershipsOf('sub-1')).toEqual(bound);
    await use.signIn(signIn);
    await use.signIn(byEmail('sub-2', 'budi@dinas.example'));
    expect(await use.membershipsOf('sub-1')).toEqual(bound);
    expect(await use.membershipsOf('sub-2')).toEqual([]);
    expect(JSON.stringify(use.log)).not.toContain('dinas.example');
  });

  test('a phone binds however it was written', async () => {
    const { email: _, ...rest } = budi;
    await make(ministry, { ...rest, phone: '0812-3456-7890' });
    await use.signIn(event('sub', { phone_number: '+6281234567890', phone_number_verified: 'true' }));
    expect(await use.membershipsOf('sub')).toHaveLength(1);
  });

  test('all memberships of a phone are bound: those that wait, and later ones at the next sign-in', async () => {
    const { email: _, ...rest } = budi;
    const phone = { ...rest, phone: '081234567890' };
    const signIn = event('sub', { phone_number: '+6281234567890', phone_number_verified: 'true' });
    await make(ministry, phone);
    await make(ministry, { ...phone, scope: ['33'] });
    await use.signIn(signIn);
    expect(await use.membershipsOf('sub')).toHaveLength(2);
    await make(ministry, { ...phone, scope: ['34'] });
    await use.signIn(signIn);
    expect((await use.membershipsOf('sub')).flatMap(({ scope }) => scope).sort()).toEqual(['33', '34', '35']);
  });

  test('an unverified contact binds nothing', async () => {
    await make(ministry, budi);
    await use.signIn(byEmail('sub', 'budi@dinas.example', 'false'));
    await use.signIn(event('sub', { email: 'budi@dinas.example' }));
    expect(await use.membershipsOf('sub')).toEqual([]);
  });

  test('of many sign-ins at once one binds', async () => {
    await make(ministry, budi);
    const subjects = Array.from({ length: 6 }, (_, n) => `sub-${String(n)}`);
    await Promise.all(subjects.map((sub) => use.signIn(byEmail(sub, 'budi@dinas.example'))));
    const held = await Promise.all(subjects.map(use.membershipsOf));
    expect(held.flat()).toHaveLength(1);
  });

  test('a change after it reaches the holder; the contact is fixed then', async () => {
    const memberId = newId();
    await make(ministry, budi, memberId);
    await use.signIn(byEmail('sub', 'budi@dinas.example'));
    const changed = await make(ministry, { ...budi, scope: ['33'], to: '2026-12-31T00:00:00Z' }, memberId, '1');
    expect(changed).toMatchObject({ bound: true, etag: '2' });
    expect(await use.membershipsOf('sub')).toMatchObject([{ scope: ['33'], to: '2026-12-31T00:00:00.000Z' }]);
    await expect(make(ministry, { ...budi, email: 'x@y.example' }, memberId, '2')).rejects.toEqual(
      code('identity-fixed'),
    );
  });

  test('before it, a changed contact is the one that counts', async () => {
    const memberId = newId();
    await make(ministry, budi, memberId);
    await make(ministry, { ...budi, email: 'baru@dinas.example' }, memberId, '1');
    await use.signIn(byEmail('old', 'budi@dinas.example'));
    await use.signIn(byEmail('new', 'baru@dinas.example'));
    expect(await use.membershipsOf('old')).toEqual([]);
    expect(await use.membershipsOf('new')).toHaveLength(1);
  });

  test('is never failed: neither by a broken event nor by a broken register', async () => {
    expect(await use.signIn('nonsense')).toBe('nonsense');
    const broken = using({ ...at, table: 'no-such-table' });
    const signIn = byEmail('sub', 'budi@dinas.example');
    expect(await broken.signIn(signIn)).toBe(signIn);
    expect(broken.log).toHaveLength(1);
  });
});

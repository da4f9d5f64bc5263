import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { closeIkm } from '../../../functions/close-ikm/use-case.ts';
import { getShopSite } from '../../../functions/get-shop-site/use-case.ts';
import { saveShopSite } from '../../../functions/save-shop-site/use-case.ts';
import { enrolIkm } from '../../../functions/enrol-ikm/use-case.ts';
import { getIkm } from '../../../functions/get-ikm/use-case.ts';
import { listIkms } from '../../../functions/list-ikms/use-case.ts';
import { submitIkm } from '../../../functions/submit-ikm/use-case.ts';
import { verifyIkm } from '../../../functions/verify-ikm/use-case.ts';
import { saveSentra } from '../../../functions/save-sentra/use-case.ts';
import { IkmId, MemberId, SentraId } from '../../../shared/domain/ids.ts';
import { IkmBody, IkmSummary, IkmView } from '../../../shared/domain/ikm/ikm.ts';
import { rotateKeys } from '../../../shared/domain/ikm/rotate-keys.ts';
import type { IkmQuestion } from '../../../shared/domain/ikm/ikm-repository.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { SentraBody } from '../../../shared/domain/sentra/sentra.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../../shared/persistence/ikm-repository.dynamo.ts';
import { withdrawPurposeConsent } from '../../../functions/withdraw-purpose-consent/use-case.ts';
import { agreeToPublishing } from '../../../shared/domain/privacy/consent.ts';
import { createMakerOf } from '../../../shared/persistence/makers.dynamo.ts';
import { purposeConsents } from '../../../shared/persistence/purpose-consents.dynamo.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../../shared/persistence/places.dynamo.ts';
import { createShopSites } from '../../../shared/persistence/shop-sites.dynamo.ts';
import { createRewrap } from '../../../shared/persistence/rewrap.kms.ts';
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

const as = (role: Role, ...scope: string[]): Caller => ({
  subject: `${role}-${scope.join()}`,
  memberships: [{ memberId: MemberId.parse(ulid()), role, scope }],
});
const ministry = as('kementerian');
const officer = as('dinas', '35');

const sitesOf = (table: TableAt) => createShopSites(table, () => Date.UTC(2026, 10, 22));
const using = (table: TableAt, sites = sitesOf(table)) => {
  const { kms } = createFakeKms();
  const sealer = createSealer({ kms, keyId: 'seal', clock: Date.now });
  const sentras = createSentraRepository(table);
  const ikms = createIkmRepository(table);
  const hashIdentity = createIdentityHash({ kms, keyId: 'identity' });
  const deps = {
    ikms,
    sentras,
    sealer,
    hashIdentity,
    placeOfSentra: createPlaceOfSentra(table),
    placeOfIkm: createPlaceOfIkm(table),
    sites,
    agreeToPublishing: agreeToPublishing(purposeConsents(table), Date.now),
    clock: () => Date.UTC(2026, 10, 22),
  };
  return {
    saveSentra: saveSentra(deps),
    enrol: enrolIkm(deps),
    get: getIkm(deps),
    submit: submitIkm(deps),
    verify: verifyIkm(deps),
    close: closeIkm(deps),
    site: { get: getShopSite(deps), save: saveShopSite(deps) },
    agree: deps.agreeToPublishing,
    withdraw: withdrawPurposeConsent({ ...deps, purposes: purposeConsents(table) }),
    makerOf: createMakerOf({ ...table, publicUrl: 'https://ikm.example', clock: deps.clock }),
    list: listIkms(deps),
  };
};

const newId = () => IkmId.parse(ulid());
const siti: IkmBody = IkmBody.parse({
  businessName: 'Keripik Bu Siti',
  owner: { kind: 'person', name: 'Siti Aminah', nik: '3573014101900001', phone: '0812-3456-7890' },
  npwp: '3573014101900001',
  nib: '0220001234567',
  komoditas: 'makanan',
  regionCode: '35.73.02',
  address: 'Jl. Mawar No. 5, RT 03/RW 02',
  legalBasis: 'consent',
  consent: { version: '1', at: '2026-11-01T00:00:00Z', by: 'Siti Aminah' },
});
const another = (n: number, part: Partial<IkmBody> = {}): IkmBody => {
  const { nib: _, npwp: __, ...rest } = siti;
  return { ...rest, owner: { ...siti.owner, nik: `357301410190${String(1000 + n)}` }, ...part };
};
const enrol = async (caller: Caller, body: IkmBody, ikmId = newId(), ifMatch?: string) =>
  (await use.enrol(caller, { ikmId, body, ifMatch })).ikm;
const code = (problem: string) => expect.objectContaining({ code: problem });

describe('enrolling', () => {
  test('an entity owns too: what it is stands open, who answers for it is sealed', async () => {
    const owner = {
      kind: 'entity',
      name: 'Yayasan Al-Hikmah',
      entityType: 'yayasan',
      contactPerson: 'Kiai Hasan',
    } as const;
    const { ikmId, owner: shown } = await enrol(officer, { ...another(1), owner });
    expect(shown).toEqual(owner);
    const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    expect(JSON.stringify(Items)).not.toContain('Hasan');
    const { contactPerson: _, ...rest } = owner;
    const changed = await enrol(officer, { ...another(1), owner: { ...rest, entityType: 'koperasi' } }, ikmId, '1');
    expect(changed.owner).toEqual({ ...rest, entityType: 'koperasi' });
    const person = IkmBody.safeParse({ ...siti, owner: { ...siti.owner, entityType: 'kub' } });
    expect(person.error?.issues[0]?.path.join('/')).toBe('owner/kind');
  });

  test('answers masks, repeats for ever, and changes with the etag', async () => {
    const ikmId = newId();
    const first = await use.enrol(officer, { ikmId, body: siti, ifMatch: undefined });
    expect(first).toMatchObject({
      created: true,
      ikm: {
        etag: '1',
        state: 'draft',
        owner: { name: 'Siti Aminah', nik: '35••••••••••0001', phone: '+62812••••890' },
        npwp: '••••••••••••0001',
        address: 'Jl. Mawar No. 5, RT 03/RW 02',
        consent: { version: '1', by: 'Siti Aminah' },
        warnings: [],
      },
    });
    IkmView.parse(first.ikm);
    expect(await use.enrol(officer, { ikmId, body: siti, ifMatch: undefined })).toEqual({ ...first, created: false });
    const renamed = { ...siti, businessName: 'Keripik Siti Jaya' };
    await expect(enrol(officer, renamed, ikmId)).rejects.toEqual(code('if-match-required'));
    await expect(enrol(officer, renamed, ikmId, '9')).rejects.toEqual(code('stale-etag'));
    expect(await enrol(officer, renamed, ikmId, '1')).toMatchObject({ etag: '2', businessName: 'Keripik Siti Jaya' });
    expect(await enrol(officer, siti, ikmId)).toMatchObject({ etag: '2', businessName: 'Keripik Siti Jaya' });
  });

  test('a mask sent back means unchanged; elsewhere it is refused', async () => {
    const ikmId = newId();
    const { owner } = await enrol(officer, siti, ikmId);
    const masked: IkmBody = {
      ...siti,
      npwp: '••••••••••••0001',
      owner: { ...siti.owner, nik: owner.nik, phone: owner.phone },
    };
    expect(await enrol(officer, masked, ikmId, '1')).toMatchObject({ etag: '2', owner });
    await expect(enrol(officer, masked)).rejects.toMatchObject({ code: 'bad-request' });
    const wrong = { ...siti, owner: { ...siti.owner, phone: '+62899••••111' } };
    await expect(enrol(officer, wrong, ikmId, '2')).rejects.toMatchObject({
      code: 'bad-request',
      faults: [{ path: 'owner/phone' }],
    });
  });

  test('nothing at rest tells who the owner is', async () => {
    await enrol(officer, siti);
    const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    expect(Items!.map(({ type }) => String(type)).sort()).toEqual(['identity', 'identity', 'ikm']);
    const text = JSON.stringify(Items);
    for (const secret of ['Siti Aminah', '3573014101900001', '81234567890', 'Mawar', 'mawar'])
      expect(text).not.toContain(secret);
  });

  test('who it is and where it belongs stay', async () => {
    const ikmId = newId();
    const sentraId = SentraId.parse(ulid());
    await enrol(officer, siti, ikmId);
    const others: IkmBody[] = [
      { ...siti, regionCode: '35.73.03' },
      { ...siti, sentraId },
      { ...siti, owner: { ...siti.owner, nik: '3573014101900002' } },
      { ...siti, owner: { kind: 'person', name: 'Siti Aminah' } },
      { ...siti, owner: { ...siti.owner, kind: 'entity' } },
    ];
    for (const body of others) await expect(enrol(officer, body, ikmId, '1')).rejects.toEqual(code('identity-fixed'));
    expect(await use.get(officer, ikmId)).toMatchObject({ etag: '1', owner: { nik: '35••••••••••0001' } });
  });

  test('doubts are warned of, not refused', async () => {
    const odd = await enrol(officer, another(1, { owner: { ...siti.owner, nik: '9999993201990000' } }));
    expect(odd.warnings.map((warning) => warning.code)).toEqual([
      'nik-region-unknown',
      'nik-date-impossible',
      'nik-serial-zero',
      'nib-missing',
    ]);
    const none = await enrol(officer, another(2, { owner: { kind: 'person', name: 'Tanpa NIK' } }));
    expect(none.warnings).toMatchObject([{ path: 'owner/nik', code: 'nik-missing' }, { code: 'nib-missing' }]);
    const firm = await enrol(officer, another(3, { owner: { kind: 'entity', name: 'CV Maju' }, nib: '0220001234568' }));
    expect(firm.warnings).toEqual([]);
  });
});

const keyOf = (items: readonly Record<string, unknown>[], type: string) => {
  const { pk, sk } = items.find((item) => item['type'] === type)!;
  return { pk, sk };
};

describe('rotating keys', () => {
  test('an IKM is locked under both keys, then under the new one; what is sealed stays readable', async () => {
    const { kms } = createFakeKms();
    const ikms = createIkmRepository(at);
    const sealer = createSealer({ kms, keyId: 'seal', clock: Date.now });
    const rotateUnder = (keyId: string) => {
      const hashIdentity = createIdentityHash({ kms, keyId });
      const rewrap = createRewrap({ kms, keyId: 'seal' });
      return {
        locks: rotateKeys({ ikms, sealer, hashIdentity }),
        all: rotateKeys({ ikms, sealer, hashIdentity, rewrap }),
      };
    };
    const enrolUnder = (keyId: string) =>
      enrolIkm({
        ikms,
        sentras: createSentraRepository(at),
        sealer,
        hashIdentity: createIdentityHash({ kms, keyId }),
        clock: Date.now,
      });
    const ikmId = newId();
    const ask = { ikmId, body: siti, ifMatch: undefined };
    await enrolUnder('old')(officer, ask);
    const old = (await ikms.get(ikmId))!.ikm;

    expect(await rotateUnder('new,old').locks(ikmId)).toBe('rotated');
    expect(await rotateUnder('new,old').locks(ikmId)).toBe('same');
    expect((await ikms.get(ikmId))!.ikm.locks).toHaveLength(4);
    for (const keyId of ['old', 'new,old', 'new'])
      await expect(enrolUnder(keyId)(officer, { ...ask, ikmId: newId() })).rejects.toEqual(code('already-enrolled'));

    expect(await rotateUnder('new').all(ikmId)).toBe('rotated');
    expect(await rotateUnder('new').locks(ikmId)).toBe('same');
    const { ikm, key } = (await ikms.get(ikmId))!;
    expect(ikm.locks).toHaveLength(2);
    expect(ikm.locks).not.toEqual(old.locks);
    expect(ikm.dataKey).not.toBe(old.dataKey);
    expect(await sealer.open(key, ikm.sealed)).toMatchObject({ ownerName: 'Siti Aminah' });
    const { Items = [] } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    expect(Items.filter(({ type }) => type === 'identity')).toHaveLength(2);
    expect((await enrolUnder('new')(officer, ask)).created).toBe(false);
    expect(await rotateUnder('new').locks(newId())).toBe('same');
  });
});

describe('one enrolment per NIK and site', () => {
  test('a second one is refused without telling where, however the address is written', async () => {
    await enrol(officer, siti);
    const again = another(0, { owner: siti.owner, address: 'jalan mawar nomor 5 rt 3 rw 2', regionCode: '35.73' });
    const refused = enrol(ministry, again);
    await expect(refused).rejects.toMatchObject({ code: 'already-enrolled', faults: [] });
    await expect(enrol(officer, another(5, { nib: '0220001234567' }))).rejects.toEqual(code('already-enrolled'));
    const { Count } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    expect(Count).toBe(3);
    await enrol(officer, { ...again, address: 'Jl. Melati 7' });
  });

  test('a lock that nobody holds is in the way for 15 minutes and no longer', async () => {
    await enrol(officer, siti);
    const { Items = [] } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    const leave = async (lockedAt: string) => {
      await at.dynamo.send(new DeleteCommand({ TableName: at.table, Key: keyOf(Items, 'ikm') }));
      for (const lock of Items.filter(({ type }) => type === 'identity'))
        await at.dynamo.send(new PutCommand({ TableName: at.table, Item: { ...lock, at: lockedAt } }));
    };
    await leave('2026-11-21T23:46:00.000Z');
    await expect(enrol(officer, siti)).rejects.toEqual(code('already-enrolled'));
    await leave('2026-11-21T23:44:00.000Z');
    await enrol(officer, siti);
    await expect(enrol(officer, siti)).rejects.toEqual(code('already-enrolled'));
  });

  test('of many at once exactly one wins', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => enrol(officer, siti)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a corrected address takes its new site and gives back the old one', async () => {
    const ikmId = newId();
    await enrol(officer, siti, ikmId);
    await enrol(officer, { ...siti, address: 'Jl. Melati 7' }, ikmId, '1');
    await enrol(officer, siti);
    await expect(enrol(officer, siti, ikmId, '2')).rejects.toEqual(code('already-enrolled'));
    expect(await use.get(officer, ikmId)).toMatchObject({ etag: '2', address: 'Jl. Melati 7' });
  });

  test('closing frees NIK and site', async () => {
    const ikmId = newId();
    await enrol(officer, siti, ikmId);
    expect(await use.close(officer, ikmId, undefined, ['not-operating'])).toMatchObject({
      state: 'closed',
      reasonDetails: [{ code: 'not-operating' }],
    });
    await enrol(officer, siti);
    await expect(enrol(officer, { ...siti, businessName: 'x' }, ikmId, '2')).rejects.toEqual(code('wrong-state'));
  });
});

describe('scopes', () => {
  test('outside nothing exists', async () => {
    const ikmId = newId();
    await enrol(officer, siti, ikmId);
    for (const stranger of [as('dinas', '33'), as('dinas', '35.78'), as('pemilik', newId()), as('mitra', ikmId)]) {
      await expect(use.get(stranger, ikmId)).rejects.toEqual(code('not-found'));
      await expect(use.submit(stranger, ikmId, undefined)).rejects.toEqual(code('not-found'));
      await expect(use.close(stranger, ikmId, undefined)).rejects.toEqual(code('not-found'));
    }
    const there = { ...siti, regionCode: '33.20' };
    await expect(enrol(as('dinas', '33'), there, ikmId)).rejects.toEqual(code('not-found'));
    for (const id of [ikmId, newId()])
      await expect(enrol(as('dinas', '33'), siti, id)).rejects.toEqual(code('forbidden'));
    await expect(enrol(as('pemilik', newId()), siti)).rejects.toEqual(code('forbidden'));
  });

  test('owner and mentor change and submit their own, but do not decide', async () => {
    const ikmId = newId();
    await enrol(officer, siti, ikmId);
    const owner = as('pemilik', ikmId);
    expect(await enrol(owner, { ...siti, workers: 3 }, ikmId, '1')).toMatchObject({ workers: 3 });
    await use.submit(as('pendamping', ikmId), ikmId, undefined);
    const decision = { etag: '3', decision: 'approve', reasons: [] } as const;
    await expect(use.verify(owner, ikmId, decision)).rejects.toEqual(code('forbidden'));
    expect(await use.verify(officer, ikmId, decision)).toMatchObject({ state: 'approved', etag: '4' });
  });

  test('a sentra must lie in scope; its mentor enrols into it', async () => {
    const sentraId = SentraId.parse(ulid());
    const sentra = SentraBody.parse({
      name: 'Sentra keripik',
      kind: 'sentra',
      komoditas: 'makanan',
      regionCode: '33.20',
      address: 'Troso',
    });
    await use.saveSentra(ministry, { sentraId, body: sentra, ifMatch: undefined });
    await expect(enrol(officer, { ...siti, sentraId })).rejects.toMatchObject({
      code: 'not-found',
      faults: [{ path: 'sentraId' }],
    });
    const enrolled = await enrol(as('pendamping', sentraId), { ...siti, sentraId });
    expect(enrolled.warnings).toMatchObject([{ code: 'outside-sentra-region' }]);

    // approved only where it belongs, or for a reason that is given
    const { ikmId } = enrolled;
    await use.submit(ministry, ikmId, '1');
    const approve = (etag: string) => use.verify(ministry, ikmId, { etag, decision: 'approve', reasons: [] });
    await expect(approve('2')).rejects.toEqual(code('origin-unexplained'));
    const excepted = { ...siti, sentraId, originException: { reason: 'Bahan baku hanya ada di sana.' } };
    expect(await enrol(ministry, excepted, ikmId, '2')).toMatchObject({
      warnings: [{ code: 'origin-excepted' }],
      originException: { reason: 'Bahan baku hanya ada di sana.' },
    });
    expect(await approve('3')).toMatchObject({ state: 'approved' });
  });

  test('makers of a digital sentra work wherever they are', async () => {
    const sentraId = SentraId.parse(ulid());
    const sentra = { name: 'Kreatif', kind: 'digital', komoditas: 'digital', regionCode: '33.20', address: 'Jepara' };
    await use.saveSentra(ministry, { sentraId, body: SentraBody.parse(sentra), ifMatch: undefined });
    expect((await enrol(ministry, { ...siti, sentraId })).warnings).toEqual([]);
  });
});

describe('verification', () => {
  test('a reason of the list is told with its field and sentence, beside the officer’s own words', async () => {
    const ikmId = newId();
    await enrol(officer, siti, ikmId);
    await use.submit(officer, ikmId, '1');
    const reasons = ['address-unclear', 'Pagarnya warna apa?'];
    const returned = await use.verify(officer, ikmId, { etag: '2', decision: 'return', reasons });
    const told = [
      { code: 'address-unclear', path: 'address', message: { id: expect.stringContaining('Alamat') } },
      { message: { id: 'Pagarnya warna apa?' } },
    ];
    expect(returned).toMatchObject({ reasons, reasonDetails: told, history: [{}, { reasons, reasonDetails: told }] });
    IkmView.parse(returned);
  });

  test('needs the version looked at, and says its reasons until it is handed in again', async () => {
    const ikmId = newId();
    await enrol(officer, siti, ikmId);
    const decide = (etag: string, decision: 'approve' | 'return' | 'suspend' | 'restore', ...reasons: string[]) =>
      use.verify(officer, ikmId, { etag, decision, reasons });
    await expect(decide('1', 'approve')).rejects.toEqual(code('wrong-state'));
    await use.submit(officer, ikmId, '1');
    await expect(use.submit(as('pendamping', ikmId), ikmId, undefined)).rejects.toEqual(code('wrong-state'));
    await expect(decide('1', 'approve')).rejects.toEqual(code('stale-etag'));
    expect(await decide('2', 'return', 'Alamat kurang jelas')).toMatchObject({
      state: 'returned',
      reasons: ['Alamat kurang jelas'],
    });
    expect(await use.submit(officer, ikmId, undefined)).toMatchObject({ state: 'submitted', reasons: [] });
    await decide('4', 'approve');
    await decide('5', 'suspend', 'Pindah');
    const restored = await decide('6', 'restore');
    expect(restored.history.map(({ step }) => step)).toEqual([
      'submit',
      'return',
      'submit',
      'approve',
      'suspend',
      'restore',
    ]);
    expect(await use.get(officer, ikmId)).toEqual(restored);
  });
});

test('a step whose answer was lost may be taken again, by who took it and from the version it was taken from', async () => {
  const ikmId = newId();
  await enrol(officer, siti, ikmId);
  const owner = as('pemilik', ikmId);
  const submitted = await use.submit(owner, ikmId, '1');
  expect(await use.submit(owner, ikmId, '1')).toEqual(submitted);
  expect(await use.submit(owner, ikmId, undefined)).toEqual(submitted);
  const decision = { etag: '2', decision: 'return', reasons: ['Alamat kurang jelas'] } as const;
  const returned = await use.verify(officer, ikmId, decision);
  expect(await use.verify(officer, ikmId, decision)).toEqual(returned);
  await expect(use.verify(officer, ikmId, { ...decision, reasons: ['Lain'] })).rejects.toEqual(code('stale-etag'));
  await expect(use.verify(ministry, ikmId, decision)).rejects.toEqual(code('stale-etag'));
  await expect(use.verify(officer, ikmId, { ...decision, etag: '3' })).rejects.toEqual(code('wrong-state'));
  await enrol(owner, { ...siti, workers: 2 }, ikmId, '3');
  await expect(use.verify(officer, ikmId, decision)).rejects.toEqual(code('stale-etag'));
  const closed = await use.close(owner, ikmId, '4');
  expect(await use.close(owner, ikmId, '4')).toEqual(closed);
  expect(closed.history).toHaveLength(3);
});

test('however often and at whatever length an enrolment is returned, it can be stored', async () => {
  const ikmId = newId();
  let { etag } = await enrol(officer, siti, ikmId);
  const reasons = Array.from({ length: 20 }, () => '字'.repeat(500));
  for (let n = 0; n < 20; n += 1) {
    ({ etag } = await use.submit(officer, ikmId, etag));
    const returned = await use.verify(officer, ikmId, { etag, decision: 'return', reasons });
    expect(returned.history.at(-1)!.reasons).toEqual(reasons);
    ({ etag } = returned);
  }
  expect((await use.get(officer, ikmId)).history).toHaveLength(40);
});

describe('listing', () => {
  const all = async (caller: Caller, question: IkmQuestion = {}, limit = 2): Promise<string[]> => {
    const found: string[] = [];
    let position: Record<string, string> | undefined;
    do {
      const page = await use.list(caller, question, limit, position);
      found.push(...page.rows.map((row) => IkmSummary.parse(row).businessName));
      position = page.position;
    } while (position !== undefined);
    return found.sort();
  };

  test('all pages together hold what is in scope and asked for, each once', async () => {
    const sentraId = SentraId.parse(ulid());
    const sentra = { name: 'S', kind: 'sentra', komoditas: 'makanan', regionCode: '35.73', address: 'x' } as const;
    await use.saveSentra(ministry, { sentraId, body: SentraBody.parse(sentra), ifMatch: undefined });
    const ids: Record<string, IkmId> = {};
    const add = async (name: string, part: Partial<IkmBody>) => {
      ids[name] = newId();
      await enrol(ministry, another(Object.keys(ids).length, { businessName: name, ...part }), ids[name]);
    };
    await add('a', { sentraId });
    await add('b', { sentraId, regionCode: '35.78', komoditas: 'minuman' });
    await add('c', { regionCode: '35.73' });
    await add('d', { regionCode: '33.20' });
    await add('e', { regionCode: '11.01', sentraId });
    for (const name of ['a', 'b', 'd']) await use.submit(ministry, ids[name]!, undefined);

    expect(await all(ministry)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await all(officer)).toEqual(['a', 'b', 'c']);
    expect(await all(officer, { regionCode: '35.73' })).toEqual(['a', 'c']);
    expect(await all(officer, { komoditas: 'minuman' })).toEqual(['b']);
    expect(await all(ministry, { state: 'submitted' })).toEqual(['a', 'b', 'd']);
    expect(await all(officer, { state: 'submitted', regionCode: '35.78' })).toEqual(['b']);
    expect(await all(ministry, { state: 'draft' })).toEqual(['c', 'e']);
    expect(await all(ministry, { q: 'D' })).toEqual(['d']);
    expect(await all(ministry, { sentraId })).toEqual(['a', 'b', 'e']);
    expect(await all(ministry, { sentraId, state: 'submitted', regionCode: '35' })).toEqual(['a', 'b']);
    expect(await all(officer, { sentraId })).toEqual(['a', 'b']);
    expect(await all(as('pemilik', ids['c']!, ids['d']!))).toEqual(['c', 'd']);
    expect(await all(as('pemilik', ids['c']!), { sentraId })).toEqual([]);
    expect(await all(as('pendamping', sentraId))).toEqual(['a', 'b', 'e']);
    expect(await all(as('pendamping', sentraId), { state: 'submitted' })).toEqual(['a', 'b']);
    const many: Caller = {
      subject: 'many',
      memberships: [as('dinas', '35.73'), as('pendamping', sentraId, ids['d']!), as('pemilik', ids['a']!)].flatMap(
        ({ memberships }) => memberships,
      ),
    };
    for (const limit of [1, 2, 3, 100]) expect(await all(many, {}, limit)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await all(many, { sentraId }, 1)).toEqual(['a', 'b', 'e']);
  });

  test('neither entries nor a next page tell of a sentra outside', async () => {
    const sentraId = SentraId.parse(ulid());
    const sentra = { name: 'S', kind: 'sentra', komoditas: 'makanan', regionCode: '35.73', address: 'x' } as const;
    await use.saveSentra(ministry, { sentraId, body: SentraBody.parse(sentra), ifMatch: undefined });
    for (let n = 0; n < 210; n += 30)
      await Promise.all(Array.from({ length: 30 }, (_, m) => enrol(ministry, another(n + m, { sentraId }))));
    const mine = await enrol(ministry, another(999, { sentraId, regionCode: '51.71', businessName: 'mine' }));
    const page = await use.list(as('dinas', '51'), { sentraId }, 25, undefined);
    expect(page.rows.map(({ ikmId }) => ikmId)).toEqual([mine.ikmId]);
    expect(page.position).toBeUndefined();
    for (const stranger of [as('dinas', '33'), as('pemilik', newId())])
      expect(await use.list(stranger, { sentraId }, 25, undefined)).toEqual({ rows: [], position: undefined });
  });

  test('a first page costs the same with 10 entries as with 300', async () => {
    const sent: string[] = [];
    const counting = {
      ...at,
      dynamo: {
        send: (command: { constructor: { name: string }; input: { Limit?: number } }) => {
          sent.push(`${command.constructor.name} ${String(command.input.Limit)}`);
          return at.dynamo.send(command as never);
        },
      } as unknown as TableAt['dynamo'],
    };
    const costs = async (question: IkmQuestion): Promise<string[]> => {
      sent.length = 0;
      await using(counting).list(officer, question, 5, undefined);
      return [...sent];
    };
    const questions: IkmQuestion[] = [{}, { komoditas: 'makanan' }, { q: 'nowhere' }, { regionCode: '35.73' }];
    for (let n = 0; n < 10; n += 1) await enrol(officer, another(n));
    const few = [];
    for (const question of questions) few.push(await costs(question));
    // what keeps nearly all looks at a page; what keeps nothing looks once more, at all it may
    expect(few.map((each) => each.length)).toEqual([1, 1, 2, 1]);
    expect(few.flat().filter((each) => !each.endsWith(' 5'))).toEqual(['QueryCommand 195']);
    for (let n = 0; n < 300; n += 30)
      await Promise.all(
        Array.from({ length: 30 }, (_, m) =>
          enrol(officer, another(n + m + 100, { address: `Jl. Kenanga ${String(n)}` })),
        ),
      );
    const many = [];
    for (const question of questions) many.push(await costs(question));
    expect(many).toEqual(few);
  });
});

test('a shop site is seen by products as it was saved, and closing erases what it showed', async () => {
  const ikmId = newId();
  await use.enrol(officer, { ikmId, body: siti, ifMatch: undefined });
  const owner = as('pemilik', ikmId);
  expect(await use.site.get(owner, ikmId)).toEqual({ ikmId, etag: '0', enabled: false });
  expect(await use.makerOf(ikmId)).toMatchObject({
    state: 'draft',
    seller: { ikmId, businessName: 'Keripik Bu Siti' },
    nib: '0220001234567',
  });
  expect(await use.makerOf(ikmId)).not.toHaveProperty('pagesAt');

  const body = { enabled: true, whatsapp: '0812-3456-7890', about: 'Sejak 1985' };
  const saved = await use.site.save(owner, { ikmId, body, ifMatch: '0' });
  expect(saved).toEqual({
    created: true,
    site: { ikmId, etag: '1', enabled: true, whatsapp: '+6281234567890', about: 'Sejak 1985' },
  });
  expect(await use.site.save(owner, { ikmId, body, ifMatch: '0' })).toMatchObject({ created: false });
  expect(await use.makerOf(ikmId)).toMatchObject({
    pagesAt: 'https://ikm.example',
    site: { whatsapp: '+6281234567890', about: 'Sejak 1985' },
  });
  await expect(use.site.save(owner, { ikmId, body: { enabled: false }, ifMatch: '0' })).rejects.toEqual(
    code('stale-etag'),
  );
  await expect(use.site.get(as('dinas', '51'), ikmId)).rejects.toEqual(code('not-found'));

  await use.close(owner, ikmId, undefined);
  expect(await use.site.get(officer, ikmId)).toEqual({ ikmId, etag: '2', enabled: false });
  await use.close(owner, ikmId, undefined);
  expect(await use.site.get(officer, ikmId)).toMatchObject({ etag: '2' });
  await expect(use.site.save(owner, { ikmId, body, ifMatch: '2' })).rejects.toEqual(code('wrong-state'));
});

test('products may be published once their owner agreed, at enrolment or by a wish, until they withdraw', async () => {
  const ikmId = newId();
  await use.enrol(officer, { ikmId, body: siti, ifMatch: undefined });
  expect(await use.makerOf(ikmId)).not.toHaveProperty('withheld');
  const { consent: _consent, ...silent } = { ...siti, address: 'Jl. Diam 1', legalBasis: 'public-task' as const };
  const other = newId();
  await use.enrol(officer, { ikmId: other, body: silent, ifMatch: undefined });
  expect(await use.makerOf(other)).toMatchObject({ withheld: 'unsaid' });
  await use.agree(as('pemilik', other), { ikmId: other });
  expect(await use.makerOf(other)).not.toHaveProperty('withheld');
  await use.withdraw(officer, { ikmId: other, purpose: 'publishing' });
  expect(await use.makerOf(other)).toMatchObject({ withheld: 'withdrawn' });
});

test('what is saved of a shop site at the moment its IKM closes is erased all the same', async () => {
  const table = await engine.createTable('register');
  const real = sitesOf(table);
  let meanwhile: (() => Promise<unknown>) | undefined;
  const use = using(table, {
    ...real,
    write: async (...to) => {
      const first = meanwhile;
      meanwhile = undefined;
      await first?.();
      return real.write(...to);
    },
  });
  const ikmId = newId();
  const owner = as('pemilik', ikmId);
  await use.enrol(officer, { ikmId, body: siti, ifMatch: undefined });
  await use.site.save(owner, { ikmId, body: { enabled: true, whatsapp: '0812-3456-7890' }, ifMatch: '0' });
  meanwhile = async () => {
    const site = (await real.read(ikmId))!;
    await real.write(ikmId, { ...site, whatsapp: '+6281234567899', etag: '2' }, site);
  };
  await use.close(owner, ikmId, undefined);
  expect(await real.read(ikmId)).toEqual({ enabled: false, etag: '3' });
});

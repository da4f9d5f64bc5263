import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { getSentra } from '../../../functions/get-sentra/use-case.ts';
import { listSentras } from '../../../functions/list-sentras/use-case.ts';
import { saveSentra } from '../../../functions/save-sentra/use-case.ts';
import { SentraId } from '../../../shared/domain/ids.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { MemberId } from '../../../shared/domain/ids.ts';
import { SentraBody } from '../../../shared/domain/sentra/sentra.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../../../shared/persistence/sentra-repository.dynamo.ts';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';

let engine: Dynoxide;
let register: TableAt;
beforeAll(async () => {
  engine = await startDynoxide();
  register = await engine.createTable('register');
});
afterAll(() => engine.stop());

const as = (role: Role, ...scope: string[]): Caller => ({
  subject: `${role}-${scope.join()}`,
  memberships: [{ memberId: MemberId.parse(ulid()), role, scope }],
});
const { kms } = createFakeKms();
const sealer = createSealer({ kms, keyId: 'seal', clock: Date.now });
const newId = () => SentraId.parse(ulid());

const tenun: SentraBody = SentraBody.parse({
  name: '  Tenun Troso 🧵 <b>asli</b> ',
  kind: 'sentra',
  komoditas: 'fesyen',
  regionCode: '33.20',
  address: 'Desa Troso, Pecangaan',
  leader: { name: 'Siti Aminah', phone: '0812-3456-7890' },
});

const using = (at: TableAt) => {
  const sentras = createSentraRepository(at);
  const deps = { sentras, sealer, clock: () => Date.UTC(2026, 10, 22) };
  return { save: saveSentra(deps), get: getSentra(deps), list: listSentras(deps) };
};

describe('saving a sentra', () => {
  test('creates once, repeats for ever, changes only with the present etag', async () => {
    const { save, get } = using(register);
    const officer = as('dinas', '33');
    const sentraId = newId();
    const first = await save(officer, { sentraId, body: tenun, ifMatch: undefined });
    expect(first).toMatchObject({
      created: true,
      sentra: {
        etag: '1',
        name: 'Tenun Troso 🧵 <b>asli</b>',
        leader: { name: 'Siti Aminah', phone: '+6281234567890' },
      },
    });
    const changed = { ...tenun, leader: { name: 'Budi', phone: '081399988877' } };
    await expect(save(officer, { sentraId, body: changed, ifMatch: undefined })).rejects.toMatchObject({
      code: 'if-match-required',
    });
    await expect(save(officer, { sentraId, body: changed, ifMatch: '7' })).rejects.toMatchObject({
      code: 'stale-etag',
    });
    // as for one outside the scope
    const nowhere = { sentraId: SentraId.parse(ulid()), body: changed, ifMatch: '1' };
    await expect(save(officer, nowhere)).rejects.toMatchObject({ code: 'not-found' });
    const second = await save(officer, { sentraId, body: changed, ifMatch: '1' });
    expect(second).toMatchObject({ created: false, sentra: { etag: '2', leader: { name: 'Budi' } } });
    const again = await save(officer, { sentraId, body: tenun, ifMatch: undefined });
    expect(again).toEqual({ created: false, sentra: second.sentra });
    expect(await get(officer, sentraId)).toEqual(second.sentra);
  });

  test('two at once: one creates, the other finds it', async () => {
    const { save } = using(register);
    const sentraId = newId();
    const both = await Promise.all(
      [1, 2].map(() => save(as('kementerian'), { sentraId, body: tenun, ifMatch: undefined })),
    );
    expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
  });

  test('outside the scope nothing exists', async () => {
    const { save, get } = using(register);
    const sentraId = newId();
    await save(as('kementerian'), { sentraId, body: tenun, ifMatch: undefined });
    const stranger = as('dinas', '35');
    await expect(get(stranger, sentraId)).rejects.toMatchObject({ code: 'not-found' });
    const there = { ...tenun, regionCode: '35.73' };
    await expect(save(stranger, { sentraId, body: there, ifMatch: undefined })).rejects.toMatchObject({
      code: 'not-found',
    });
    // the same answer whether the id is in use or not
    for (const id of [sentraId, newId()])
      await expect(save(stranger, { sentraId: id, body: tenun, ifMatch: undefined })).rejects.toMatchObject({
        code: 'forbidden',
      });
  });

  test('refuses an unknown region, a move, and those who are no officers', async () => {
    const { save } = using(register);
    const sentraId = newId();
    const officer = as('kementerian');
    await expect(
      save(officer, { sentraId, body: { ...tenun, regionCode: '33.99' }, ifMatch: undefined }),
    ).rejects.toMatchObject({ code: 'unknown-region', faults: [{ path: 'regionCode' }] });
    await save(officer, { sentraId, body: tenun, ifMatch: undefined });
    await expect(
      save(officer, { sentraId, body: { ...tenun, regionCode: '33.21' }, ifMatch: '1' }),
    ).rejects.toMatchObject({ code: 'identity-fixed' });
    await expect(save(as('pendamping', sentraId), { sentraId, body: tenun, ifMatch: '1' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      save({ subject: 'nobody', memberships: [] }, { sentraId, body: tenun, ifMatch: '1' }),
    ).rejects.toMatchObject({ code: 'not-a-member' });
  });

  test('keeps the leader unreadable at rest', async () => {
    const at = await engine.createTable('register');
    const { save } = using(at);
    await save(as('kementerian'), { sentraId: newId(), body: tenun, ifMatch: undefined });
    const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    const text = JSON.stringify(Items);
    expect(Items).toHaveLength(2);
    for (const secret of ['Siti', 'Aminah', '81234567890']) expect(text).not.toContain(secret);
  });
});

describe('listing sentras', () => {
  const fill = async (at: TableAt, regionCodes: readonly string[]) => {
    const { save } = using(at);
    const ids = regionCodes.map(newId);
    for (const [n, regionCode] of regionCodes.entries())
      await save(as('kementerian'), {
        sentraId: ids[n]!,
        body: { ...tenun, regionCode, name: `Sentra ${String(n)}`, komoditas: n % 2 === 0 ? 'fesyen' : 'mebel' },
        ifMatch: undefined,
      });
    return ids;
  };
  const all = async (at: TableAt, caller: Caller, question: object, limit = 2) => {
    const { list } = using(at);
    const found: string[] = [];
    let position: Record<string, string> | undefined;
    do {
      const page = await list(caller, question, limit, position);
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      found.push(...page.rows.map(({ sentraId }) => sentraId));
      position = page.position;
    } while (position !== undefined);
    return found.sort();
  };

  test('every page together holds exactly what is in scope and asked for', async () => {
    const at = await engine.createTable('register');
    const [a, b, c, d, e] = await fill(at, ['33.20', '33.20.01', '35.73', '35.78', '11.01']);
    const sorted = (...ids: (string | undefined)[]) => ids.map(String).sort();
    expect(await all(at, as('kementerian'), {})).toEqual(sorted(a, b, c, d, e));
    expect(await all(at, as('kementerian'), { regionCode: '33.20' })).toEqual(sorted(a, b));
    expect(await all(at, as('dinas', '35', '33.20.01'), {})).toEqual(sorted(b, c, d));
    expect(await all(at, as('dinas', '35'), { regionCode: '33' })).toEqual([]);
    expect(await all(at, as('dinas', '35.73'), { regionCode: '35' })).toEqual(sorted(c));
    expect(await all(at, as('kementerian'), { komoditas: 'mebel' })).toEqual(sorted(b, d));
    expect(await all(at, as('kementerian'), { q: 'SENTRA 4' })).toEqual(sorted(e));
    expect(await all(at, as('pemilik', ulid()), {})).toEqual([]);
    expect(await all(at, as('pendamping', a!, e!), {}, 1)).toEqual(sorted(a, e));
    const both: Caller = {
      subject: 'both',
      memberships: [...as('dinas', '33').memberships, ...as('pendamping', a!, e!).memberships],
    };
    for (const limit of [1, 2, 3, 100]) expect(await all(at, both, {}, limit)).toEqual(sorted(a, b, e));
  });

  test('a position of other regions is refused', async () => {
    const at = await engine.createTable('register');
    await fill(at, ['33.20', '33.21', '35.73']);
    const { list } = using(at);
    const { position } = await list(as('dinas', '33'), {}, 1, undefined);
    expect(position).toBeDefined();
    await expect(list(as('dinas', '35'), {}, 1, position)).rejects.toMatchObject({ code: 'invalid-cursor' });
    await expect(
      list(as('dinas', '33.21'), {}, 1, { ...position!, in: 'by-region|REGION-SENTRA#33|33.21' }),
    ).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

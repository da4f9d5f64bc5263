import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { ulid } from 'ulid';
import { followFunnel } from '../../../functions/follow-funnel/use-case.ts';
import { getAttendanceCode } from '../../../functions/get-attendance-code/use-case.ts';
import { getBatch } from '../../../functions/get-batch/use-case.ts';
import { getIkmAttendanceCode } from '../../../functions/get-ikm-attendance-code/use-case.ts';
import { listBatches } from '../../../functions/list-batches/use-case.ts';
import { listParticipants } from '../../../functions/list-participants/use-case.ts';
import { recordAttendances } from '../../../functions/record-attendances/use-case.ts';
import { removeParticipant } from '../../../functions/remove-participant/use-case.ts';
import { saveBatch } from '../../../functions/save-batch/use-case.ts';
import { saveParticipant } from '../../../functions/save-participant/use-case.ts';
import { Scan, type ScanOutcome } from '../../../shared/domain/batch/attendance.ts';
import { BatchBody } from '../../../shared/domain/batch/batch.ts';
import { toAttendanceRows } from '../../../shared/domain/batch/participant-view.ts';
import { BatchId, IkmId } from '../../../shared/domain/ids.ts';
import type { Caller } from '../../../shared/domain/member/member.ts';
import { drawQr } from '../../../shared/drawing/qr.ts';
import { ChangedRow } from '../../../shared/messaging/changed-row.ts';
import { toEvents } from '../../../shared/messaging/to-events.ts';
import { createBatches, createTrainings } from '../../../shared/persistence/batches.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createFunnelRecords, createFunnelStore } from '../../../shared/persistence/funnel.dynamo.ts';
import { createIdentityHash } from '../../../shared/persistence/identity-hash.kms.ts';
import { registerKeys } from '../../../shared/persistence/keys.ts';
import { createNameOfIkm, createPlaceOfIkm } from '../../../shared/persistence/places.dynamo.ts';
import { createReachedCounts } from '../../../shared/persistence/reached-counts.dynamo.ts';
import { toIso } from '../../../shared/domain/time.ts';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as } from '../register-b/harness.ts';

const office = as('dinas', '35');
const elsewhere = as('dinas', '33');
const day = '2026-11-23';
const scannedAt = `${day}T02:00:00.000Z`;
const body = BatchBody.parse({
  number: '3/2026',
  subject: 'Foto produk',
  programme: 'Santripreneur',
  place: 'Balai Desa Sanan',
  regionCode: '35.73',
  from: day,
  to: '2026-11-25',
  quota: 3,
});

let engine: Dynoxide;
let register: TableAt;
let nowMs: number;
let use: ReturnType<typeof using>;
let batchId: BatchId;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  register = await engine.createTable('register');
  nowMs = Date.parse(scannedAt) + 3_600_000;
  use = using();
  batchId = BatchId.parse(ulid());
  await use.save(office, { batchId, body, ifMatch: undefined });
});

const using = () => {
  const deps = {
    batches: createBatches(register),
    trainings: createTrainings(register),
    placeOfIkm: createPlaceOfIkm(register),
    nameOf: createNameOfIkm(register),
    hashIdentity: createIdentityHash({ kms: createFakeKms().kms, keyId: 'identity' }),
    clock: () => nowMs,
  };
  return {
    ...deps,
    save: saveBatch(deps),
    get: getBatch(deps),
    list: listBatches(deps),
    join: saveParticipant(deps),
    leave: removeParticipant(deps),
    participants: listParticipants(deps),
    dayCode: getAttendanceCode(deps),
    ikmCode: getIkmAttendanceCode(deps),
    record: recordAttendances(deps),
  };
};

const newIkm = async (more: object = {}) => {
  const ikmId = IkmId.parse(ulid());
  const row = { regionCode: '35.73.01', komoditas: 'makanan', state: 'approved', businessName: 'Tempe', ...more };
  const history = { createdAt: toIso(nowMs), history: [] };
  const Item = { ...registerKeys.ikm(ikmId), type: 'ikm', ikmId, ...row, ...history };
  await register.dynamo.send(new PutCommand({ TableName: register.table, Item }));
  return ikmId;
};
const scan = (parts: object) => Scan.parse({ attendanceId: ulid(), scannedAt, ...parts });
const outcome = (found: ScanOutcome | undefined) =>
  found?.outcome === 'refused' ? found.refusal : `${found?.outcome ?? ''}${found?.walkIn === true ? ' walk-in' : ''}`;
const record = async (caller: Caller, ...scans: Scan[]) => (await use.record(caller, scans)).map(outcome);
const dayCode = (at = day) => use.dayCode(office, { batchId, day: at });
const code = (name: string) => expect.objectContaining({ code: name });

describe('a batch', () => {
  test('is planned, changed and seen by officers of its region alone', async () => {
    expect(await use.save(office, { batchId, body, ifMatch: undefined })).toMatchObject({ created: false });
    const { batch } = await use.save(office, { batchId, body: { ...body, quota: 30 }, ifMatch: '1' });
    expect(batch).toMatchObject({ etag: '2', quota: 30, taken: 0 });
    expect((await use.list(office, 25, undefined)).rows).toEqual([batch]);
    expect((await use.list(elsewhere, 25, undefined)).rows).toEqual([]);
    await expect(use.get(elsewhere, batchId)).rejects.toEqual(code('not-found'));
    await expect(use.save(elsewhere, { batchId, body, ifMatch: '2' })).rejects.toEqual(code('not-found'));
    const foreign = { batchId: BatchId.parse(ulid()), body, ifMatch: undefined };
    await expect(use.save(elsewhere, foreign)).rejects.toEqual(code('forbidden'));
    expect(BatchBody.safeParse({ ...body, to: '2026-11-22' }).success).toBe(false);
  });

  test('gives its seats away once each, however many ask at the same time', async () => {
    const ikmIds = await Promise.all(Array.from({ length: 8 }, () => newIkm()));
    const asked = ikmIds.map((ikmId) =>
      use.join(office, { batchId, ikmId }).then(
        () => 'in',
        (error: unknown) => (error as { code: string }).code,
      ),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter((each) => each === 'in')).toHaveLength(3);
    expect(answers.filter((each) => each !== 'in' && each !== 'batch-full' && each !== 'conflict')).toEqual([]);
    expect((await use.get(office, batchId)).taken).toBe(3);
    const [first] = (await use.participants(office, batchId, 10, undefined)).rows;
    expect(await use.join(office, { batchId, ikmId: first!.ikmId })).toMatchObject({ created: false });
    await use.leave(office, { batchId, ikmId: first!.ikmId });
    await use.leave(office, { batchId, ikmId: first!.ikmId });
    expect((await use.get(office, batchId)).taken).toBe(2);
  });

  test('keeps its programme while it has participants, and takes nobody from elsewhere or closed', async () => {
    await use.join(office, { batchId, ikmId: await newIkm() });
    const other = { batchId, body: { ...body, programme: 'Lain' }, ifMatch: '1' };
    await expect(use.save(office, other)).rejects.toMatchObject({ faults: [{ code: 'programme-fixed' }] });
    const foreign = await newIkm({ regionCode: '33.74.01' });
    await expect(use.join(office, { batchId, ikmId: foreign })).rejects.toEqual(code('not-found'));
    const closed = await newIkm({ state: 'closed' });
    await expect(use.join(office, { batchId, ikmId: closed })).rejects.toEqual(code('wrong-state'));
  });
});

describe('attendance', () => {
  test('the picture says what is signed, and a scan of it counts once', async () => {
    const text = await dayCode();
    const picture = await sharp(Buffer.from(drawQr(text)))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = picture.info;
    const read = jsQR.default(new Uint8ClampedArray(picture.data), width, height)?.data ?? '';
    expect(read).toBe(text);
    const ikmId = await newIkm();
    await use.join(office, { batchId, ikmId });
    const owner = as('pemilik', ikmId);
    expect(await record(owner, scan({ code: read, ikmId }), scan({ code: read, ikmId }))).toEqual([
      'recorded',
      'repeated',
    ]);
    const own = await use.ikmCode(owner, ikmId);
    const next = scan({ code: own, batchId, scannedAt: '2026-11-24T02:00:00Z' });
    nowMs = Date.parse('2026-11-25T02:00:00Z');
    expect(await record(office, scan({ code: own, batchId }), next)).toEqual(['repeated', 'recorded']);
    expect((await use.trainings.read(ikmId, batchId))?.days).toMatchObject({
      [day]: { recordedBy: owner.subject },
      '2026-11-24': { recordedBy: office.subject },
    });
    const { rows } = await use.participants(office, batchId, 10, undefined);
    expect(rows).toMatchObject([{ ikmId, businessName: 'Tempe', walkIn: false, days: [day, '2026-11-24'] }]);
    expect(toAttendanceRows(rows)).toEqual([
      ['Nomor', 'ID IKM', 'Nama usaha', 'Terdaftar', day, '2026-11-24', 'Jumlah hari'],
      [1, ikmId, 'Tempe', 'sebelumnya', 'Hadir', 'Hadir', 2],
    ]);
    await expect(use.leave(office, { batchId, ikmId })).rejects.toEqual(code('wrong-state'));
  });

  test('walk-ins take seats until there are none', async () => {
    const ikmIds = await Promise.all(Array.from({ length: 4 }, () => newIkm()));
    const text = await dayCode();
    const walkIn = 'recorded walk-in';
    expect(await record(office, ...ikmIds.map((ikmId) => scan({ code: text, ikmId })))).toEqual([
      walkIn,
      walkIn,
      walkIn,
      'full',
    ]);
    expect((await use.get(office, batchId)).taken).toBe(3);
  });

  test('one IKM scanned by many phones at the same time came once', async () => {
    const ikmId = await newIkm();
    const text = await dayCode();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => record(as('pemilik', ikmId), scan({ code: text, ikmId }))),
    );
    expect(answers.flat().filter((each) => each.startsWith('recorded'))).toHaveLength(1);
    expect((await use.get(office, batchId)).taken).toBe(1);
  });

  test('what does not count is refused with a reason, beside what counts', async () => {
    const ikmId = await newIkm();
    const [text, own] = [await dayCode(), await use.ikmCode(office, ikmId)];
    const owner = as('pemilik', ikmId);
    const forged = text.replace(day, '2026-11-24');
    expect(
      await record(
        owner,
        scan({ code: forged, ikmId }),
        scan({ code: `${text.slice(0, -1)}~`, ikmId }),
        scan({ code: text }),
        scan({ code: text, ikmId: await newIkm() }),
        scan({ code: own }),
        scan({ code: own, batchId }),
        scan({ code: text, ikmId, scannedAt: '2026-11-25T02:00:00Z' }),
        scan({ code: text, ikmId, scannedAt: '2026-11-21T02:00:00Z' }),
        // the phone's clock is eleven hours behind
        scan({ code: text, ikmId, scannedAt: '2026-11-22T07:00:00Z' }),
      ),
    ).toEqual([
      ...['bad-code', 'bad-code', 'ikm-missing', 'unknown-ikm', 'batch-missing', 'unknown-batch'],
      ...['another-day', 'another-day', 'recorded walk-in'],
    ]);
    nowMs += 40 * 86_400_000;
    expect(await record(owner, scan({ code: text, ikmId }))).toEqual(['too-late']);
    await use.save(office, { batchId, body: { ...body, state: 'cancelled' }, ifMatch: '1' });
    nowMs -= 40 * 86_400_000;
    expect(await record(owner, scan({ code: text, ikmId }))).toEqual(['cancelled']);
    await expect(record(as('mitra', ulid()), scan({ code: text, ikmId }))).rejects.toEqual(code('forbidden'));
    await expect(dayCode('2026-11-26')).rejects.toEqual(code('bad-request'));
    await expect(use.dayCode(elsewhere, { batchId, day })).rejects.toEqual(code('not-found'));
  });

  test('the first day makes an IKM trained, in the programme of the batch', async () => {
    const ikmId = await newIkm();
    await record(office, scan({ code: await dayCode(), ikmId }));
    const key = registerKeys.training(ikmId, batchId);
    const { Item } = await register.dynamo.send(new GetCommand({ TableName: register.table, Key: key }));
    const change = { stream: 's', sequence: '1', at: toIso(nowMs), before: undefined, after: ChangedRow.parse(Item) };
    const [event] = toEvents(change);
    expect(event).toMatchObject({ type: 'attendance.recorded.v1', data: { batchId, ikmId } });
    expect(toEvents({ ...change, before: change.after })).toEqual([]);
    const nothing = () => Promise.resolve(undefined);
    await followFunnel({
      funnel: createFunnelStore(register),
      records: createFunnelRecords(register),
      saleOf: nothing,
      ikmsOfSentra: () => Promise.resolve({ rows: [], position: undefined }),
    })(event);
    const [counted] = await createReachedCounts(register).districts('35.73', 'santripreneur');
    expect(counted?.numbers).toMatchObject({ all_trained: 1, '2026_trained': 1 });
    expect((await createFunnelStore(register).read(ikmId))?.reached.trained).toBe('2026-11-22T17:00:00.000Z');
  });
});

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { archivePaper } from '../../../functions/archive-paper/use-case.ts';
import { checkPaperFile } from '../../../functions/check-paper-file/use-case.ts';
import { getPaperFile } from '../../../functions/get-paper-file/use-case.ts';
import { issuePaperUpload } from '../../../functions/issue-paper-upload/use-case.ts';
import { listPapers } from '../../../functions/list-papers/use-case.ts';
import { movePapers } from '../../../functions/move-papers/use-case.ts';
import { remindPapers } from '../../../functions/remind-papers/use-case.ts';
import { savePaper } from '../../../functions/save-paper/use-case.ts';
import { verifyPaper } from '../../../functions/verify-paper/use-case.ts';
import { IkmId, PaperId } from '../../../shared/domain/ids.ts';
import { PaperBody, type Paper } from '../../../shared/domain/paper/paper.ts';
import { stateOfPaper } from '../../../shared/domain/paper/state.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { registerKeys } from '../../../shared/persistence/keys.ts';
import { createMakerOf } from '../../../shared/persistence/makers.dynamo.ts';
import { createDuePapers, createEndingPapers, createPapers } from '../../../shared/persistence/papers.dynamo.ts';
import { createPlaceOfIkm } from '../../../shared/persistence/places.dynamo.ts';
import { paperShards } from '../../../shared/persistence/rows/paper-row.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as } from '../register-b/harness.ts';

let engine: Dynoxide;
let register: TableAt;
let nowMs: number;
const clock = () => nowMs;
const dayMs = 86_400_000;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(async () => {
  await engine.stop();
});
beforeEach(async () => {
  register = await engine.createTable('register');
  nowMs = Date.parse('2026-11-22T08:00:00Z');
});

const halal = PaperBody.parse({ type: 'halal', number: 'ID35110000123450822', expiresOn: '2027-06-30' });
const newPaperId = () => PaperId.parse(ulid());

const putIkm = async (state = 'approved', regionCode = '35.73.01', ikmId = IkmId.parse(ulid()), more = {}) => {
  const place = { ...more, ikmId, regionCode, komoditas: 'makanan', state, businessName: 'Keripik' };
  const Item = { ...registerKeys.ikm(ikmId), type: 'ikm', ...place };
  await register.dynamo.send(new PutCommand({ TableName: register.table, Item }));
  return ikmId;
};

/** All use cases of papers over one table; `objects`: what lies in the bucket. */
const using = () => {
  const papers = createPapers(register, clock);
  const objects = new Map<string, Buffer>();
  const deps = {
    papers,
    placeOfIkm: createPlaceOfIkm(register),
    clock,
    newId: () => ulid(),
    signForm: ({ key }: { key: string }) => Promise.resolve({ url: 'https://bucket.example', fields: { key } }),
    signLink: (key: string) => Promise.resolve(`https://bucket.example/${key}`),
    shards: paperShards,
    due: createDuePapers(register, clock),
    files: {
      read: (key: string) => Promise.resolve(objects.has(key) ? { bytes: objects.get(key) } : undefined),
      put: (key: string, bytes: Buffer) => Promise.resolve(void objects.set(key, bytes)),
      remove: (key: string) => Promise.resolve(void objects.delete(key)),
    },
  };
  return {
    deps,
    papers,
    objects,
    save: savePaper(deps),
    list: listPapers(deps),
    verify: verifyPaper(deps),
    archive: archivePaper(deps),
    issue: issuePaperUpload(deps),
    check: checkPaperFile(deps),
    link: getPaperFile(deps),
    remind: remindPapers(deps),
    move: movePapers(deps),
    ending: createEndingPapers(register),
    makerOf: createMakerOf({ ...register, publicUrl: 'https://ikm.example', clock }),
  };
};
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code,
  );

test('a paper is put once, changed by its version, and its repetition writes nothing', async () => {
  const use = using();
  const ikmId = await putIkm();
  const owner = as('pemilik', ikmId);
  const put = { ikmId, paperId: newPaperId(), facts: halal, ifMatch: undefined };
  const made = await Promise.all([use.save(owner, put), use.save(owner, put)]);
  expect(made.map(({ paper }) => paper.etag)).toEqual(['1', '1']);
  expect(await use.save(owner, put)).toMatchObject({ created: false });
  const changed = { ...put, facts: { ...halal, expiresOn: '2028-06-30' } };
  expect(await code(use.save(owner, changed))).toBe('if-match-required');
  expect((await use.save(owner, { ...changed, ifMatch: '1' })).paper.etag).toBe('2');
  expect(await code(use.save(owner, { ...changed, ifMatch: '1' }))).toBe('stale-etag');
  // the creating body again, for ever
  expect(await use.save(owner, put)).toMatchObject({ created: false, paper: { etag: '2' } });
  expect(await code(use.save(as('pemilik', ulid()), put))).toBe('not-found');
  expect(await code(use.save(as('dinas', '33'), put))).toBe('not-found');
  expect(
    await code(use.save(owner, { ...put, ikmId: await putIkm('closed', '35', ikmId), paperId: newPaperId() })),
  ).toBe('wrong-state');
});

test('officers alone decide, on the version they looked at; a change is unchecked again', async () => {
  const use = using();
  const ikmId = await putIkm();
  const owner = as('pemilik', ikmId);
  const officer = as('dinas', '35.73');
  const of = { ikmId, paperId: newPaperId() };
  await use.save(owner, { ...of, facts: halal, ifMatch: undefined });
  const verification = { etag: '1', decision: 'verify' as const, reasons: [] };
  expect(await code(use.verify(owner, of, verification))).toBe('forbidden');
  expect(await code(use.verify(as('dinas', '33'), of, verification))).toBe('not-found');
  const verified = await use.verify(officer, of, verification);
  expect(stateOfPaper(verified, nowMs)).toBe('verified');
  nowMs += 1000;
  // again: nothing is written
  expect(await use.verify(officer, of, verification)).toEqual(await use.papers.read(ikmId, of.paperId));
  expect(await use.verify(officer, of, verification)).toMatchObject({ updatedAt: verified.updatedAt });
  const { paper } = await use.save(owner, { ...of, facts: { ...halal, expiresOn: '2028-01-01' }, ifMatch: '1' });
  expect(stateOfPaper(paper, nowMs)).toBe('unchecked');
  expect(await code(use.verify(officer, of, verification))).toBe('stale-etag');
  const returned = await use.verify(officer, of, { etag: '2', decision: 'return', reasons: ['Nomor tidak terbaca.'] });
  expect(stateOfPaper(returned, nowMs)).toBe('returned');
  expect((await use.makerOf(ikmId))?.papers).toMatchObject([{ paperId: of.paperId, ruling: { decision: 'return' } }]);
});

test('an archived paper counts no more and stays as evidence; a dossier has a ceiling', async () => {
  const use = using();
  const ikmId = await putIkm();
  const owner = as('pemilik', ikmId);
  const paperId = newPaperId();
  await use.save(owner, { ikmId, paperId, facts: halal, ifMatch: undefined });
  await use.archive(owner, { ikmId, paperId });
  const archived = await use.archive(owner, { ikmId, paperId });
  expect(archived).toMatchObject({ archived: true, etag: '2' });
  expect(
    await code(use.verify(as('kementerian'), { ikmId, paperId }, { etag: '2', decision: 'verify', reasons: [] })),
  ).toBe('wrong-state');
  for (let n = 1; n < 60; n += 1)
    await use.save(owner, { ikmId, paperId: newPaperId(), facts: halal, ifMatch: undefined });
  expect(await code(use.save(owner, { ikmId, paperId: newPaperId(), facts: halal, ifMatch: undefined }))).toBe(
    'dossier-full',
  );
  const all = await use.list(owner, ikmId);
  expect(all).toHaveLength(60);
  expect(all.at(-1)).toMatchObject({ paperId, archived: true });
});

const pdf = Buffer.from('%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\n%%EOF\n');

test('a file is announced, checked, and kept where no form reaches it', async () => {
  const use = using();
  const ikmId = await putIkm();
  const owner = as('pemilik', ikmId);
  const of = { ikmId, paperId: newPaperId() };
  await use.save(owner, { ...of, facts: halal, ifMatch: undefined });
  await use.verify(as('kementerian'), of, { etag: '1', decision: 'verify', reasons: [] });
  const request = { contentType: 'application/pdf' as const, bytes: pdf.length };
  const first = await use.issue(owner, { ...of, request });
  expect(await use.issue(owner, { ...of, request })).toEqual(first);
  // another file is another version: what was verified is no longer what is there
  const announced = await use.papers.read(ikmId, of.paperId);
  expect(announced?.etag).toBe('2');
  expect(announced).not.toHaveProperty('ruling');
  const key = first.upload.fields['key'] ?? '';
  expect(await code(use.link(owner, of))).toBe('wrong-state');
  use.objects.set(key, pdf);
  await Promise.all([use.check(key), use.check(key)]);
  expect([...use.objects.keys()]).toEqual([key.replace('.upload', '')]);
  expect(await use.link(owner, of)).toBe(`https://bucket.example/${key.replace('.upload', '')}`);
  expect(await code(use.link(as('pemilik', ulid()), of))).toBe('not-found');
  // the form is still good: what comes by it changes nothing any more
  use.objects.set(key, Buffer.from('%PDF-1.4 <</S/JavaScript>> %%EOF'));
  await use.check(key);
  expect(use.objects.get(key.replace('.upload', ''))).toEqual(pdf);
  expect(use.objects.has(key)).toBe(false);
  expect((await use.papers.read(ikmId, of.paperId))?.file?.state).toBe('ready');
});

test('a file that was looked at while its IKM was erased leaves no copy', async () => {
  const use = using();
  const ikmId = await putIkm();
  const owner = as('pemilik', ikmId);
  const of = { ikmId, paperId: newPaperId() };
  await use.save(owner, { ...of, facts: halal, ifMatch: undefined });
  const request = { contentType: 'application/pdf' as const, bytes: pdf.length };
  const key = (await use.issue(owner, { ...of, request })).upload.fields['key'] ?? '';
  use.objects.set(key, pdf);
  let looks = 0;
  const read: typeof use.papers.read = (...at) => {
    looks += 1;
    return looks === 1 ? use.papers.read(...at) : Promise.resolve(undefined);
  };
  await checkPaperFile({ ...use.deps, papers: { ...use.papers, read } })(key);
  expect(use.objects.size).toBe(0);
});

test('a refused file says why, and another may follow', async () => {
  const use = using();
  const ikmId = await putIkm();
  const owner = as('pemilik', ikmId);
  const of = { ikmId, paperId: newPaperId() };
  await use.save(owner, { ...of, facts: halal, ifMatch: undefined });
  const request = { contentType: 'application/pdf' as const, bytes: 10 };
  const key = (await use.issue(owner, { ...of, request })).upload.fields['key'] ?? '';
  use.objects.set(key, Buffer.from('<html></html>'));
  await use.check(key);
  expect((await use.papers.read(ikmId, of.paperId))?.file).toMatchObject({
    state: 'rejected',
    reason: 'file-type-wrong',
  });
  expect(use.objects.size).toBe(0);
  const next = (await use.issue(owner, { ...of, request })).upload.fields['key'];
  expect(next).not.toBe(key);
});

test('reminders come once each, however often the clock strikes, and the paper stands among the tasks', async () => {
  const use = using();
  const ikmId = await putIkm();
  const owner = as('pemilik', ikmId);
  const of = { ikmId, paperId: newPaperId() };
  await use.save(owner, { ...of, facts: halal, ifMatch: undefined });
  const ofOwner = { ikmIds: [ikmId], areas: [] };
  const told: (number | undefined)[] = [];
  const strike = async () => {
    await Promise.all([use.remind(), use.remind()]);
    told.push((await use.papers.read(ikmId, of.paperId))?.reminded);
  };
  await strike();
  expect(await use.ending(ofOwner, 25)).toEqual([]);
  const end = Date.parse('2027-06-30T17:00:00Z');
  for (const days of [60, 30, 7, 0]) {
    nowMs = end - days * dayMs - 1;
    await strike();
    nowMs += 1;
    await strike();
    await strike();
  }
  expect(told).toEqual([undefined, undefined, 60, 60, 60, 30, 30, 30, 7, 7, 7, 0, 0]);
  const ids = (found: readonly Paper[]) => found.map(({ paperId }) => paperId);
  expect(ids(await use.ending(ofOwner, 25))).toEqual([of.paperId]);
  expect(ids(await use.ending({ ikmIds: [], areas: ['35.73'] }, 25))).toEqual([of.paperId]);
  expect(ids(await use.ending({ ikmIds: [ikmId], areas: ['35'] }, 25))).toEqual([of.paperId]);
  expect(await use.ending({ ikmIds: [], areas: ['35.74'] }, 25)).toEqual([]);
  // renewed: out of the tasks, and reminded anew
  await use.save(owner, { ...of, facts: { ...halal, expiresOn: '2031-06-30' }, ifMatch: '1' });
  expect(await use.ending(ofOwner, 25)).toEqual([]);
  expect((await use.papers.read(ikmId, of.paperId))?.reminded).toBeUndefined();
});

test('after a standstill only the newest reminder is given; a closed IKM hears nothing', async () => {
  const use = using();
  const [open, shut] = [await putIkm(), await putIkm()];
  const papers = [open, shut].map((ikmId) => ({ ikmId, paperId: newPaperId() }));
  for (const of of papers) await use.save(as('kementerian'), { ...of, facts: halal, ifMatch: undefined });
  await putIkm('closed', '35.73.01', shut);
  nowMs = Date.parse('2027-06-20T00:00:00Z');
  expect(await use.remind()).toBe(1);
  expect((await use.papers.read(open, papers[0]?.paperId ?? ''))?.reminded).toBe(30);
  expect((await use.papers.read(shut, papers[1]?.paperId ?? ''))?.archived).toBe(true);
  expect(await use.remind()).toBe(0);
});

test('papers go along with a merged IKM, once, and their files stay behind as evidence', async () => {
  const use = using();
  const [kept, merged] = [await putIkm('approved', '35.78'), await putIkm('approved', '35.73.01')];
  const officer = as('kementerian');
  const [one, old] = [newPaperId(), newPaperId()];
  for (const paperId of [one, old])
    await use.save(officer, { ikmId: merged, paperId, facts: halal, ifMatch: undefined });
  await use.archive(officer, { ikmId: merged, paperId: old });
  await use.issue(officer, { ikmId: merged, paperId: one, request: { contentType: 'application/pdf', bytes: 9 } });
  await use.verify(officer, { ikmId: merged, paperId: one }, { etag: '2', decision: 'verify', reasons: [] });
  await putIkm('closed', '35.73.01', merged, { mergedInto: kept });
  await Promise.all([use.move(merged), use.move(merged)]);
  await use.move(merged);
  expect(await use.papers.ofIkm(kept)).toMatchObject([
    { paperId: one, regionCode: '35.78', archived: false, ruling: { decision: 'verify' } },
  ]);
  expect((await use.papers.read(kept, one))?.file).toBeUndefined();
  expect(await use.papers.ofIkm(merged)).toHaveLength(2);
  expect(await use.papers.read(merged, one)).toMatchObject({ archived: true, file: { state: 'waiting' } });
});

test('the papers of an IKM that moved stand in the tasks of its new office', async () => {
  const use = using();
  const ikmId = await putIkm();
  const facts = { ...halal, expiresOn: '2026-12-01' };
  await use.save(as('kementerian'), { ikmId, paperId: newPaperId(), facts, ifMatch: undefined });
  await putIkm('approved', '33.74', ikmId);
  await use.move(ikmId);
  expect(await use.ending({ ikmIds: [], areas: ['35.73'] }, 25)).toEqual([]);
  expect(await use.ending({ ikmIds: [], areas: ['33'] }, 25)).toHaveLength(1);
});

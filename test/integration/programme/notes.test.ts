import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { getNote } from '../../../functions/get-note/use-case.ts';
import { listNotes } from '../../../functions/list-notes/use-case.ts';
import { saveNote } from '../../../functions/save-note/use-case.ts';
import { IkmId, NoteId, PaperId } from '../../../shared/domain/ids.ts';
import { NoteBody } from '../../../shared/domain/note/note.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { registerKeys } from '../../../shared/persistence/keys.ts';
import { createNotes } from '../../../shared/persistence/notes.dynamo.ts';
import { createPapers } from '../../../shared/persistence/papers.dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { office, using } from '../enrolment/harness.ts';
import { as } from '../register-b/harness.ts';

let engine: Dynoxide;
let register: TableAt;
let notes: ReturnType<typeof notesOf>;
let ikmId: IkmId;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  register = await engine.createTable('register');
  const use = using(register);
  notes = notesOf({ ...use.deps, notes: createNotes(register), papers: createPapers(register, use.deps.clock) });
  ikmId = await use.enrol('35.73.01');
});

const notesOf = (
  deps: Parameters<typeof saveNote>[0] & Parameters<typeof getNote>[0] & Parameters<typeof listNotes>[0],
) => ({
  save: saveNote(deps),
  get: getNote(deps),
  list: listNotes(deps),
});
const newNote = () => NoteId.parse(ulid());
const body = NoteBody.parse({
  kind: 'machine',
  title: 'Mesin pengemas vakum',
  date: '2026-10-05',
  giver: 'Ibu Ratna Dinas Perindag',
  valueIdr: 12_500_000,
  text: 'Diterima Pak Joko Susanto',
});
const code = (name: string) => expect.objectContaining({ code: name });

test('a correction keeps what was said before, and what names people is sealed', async () => {
  const noteId = newNote();
  const { created, note } = await notes.save(office, { ikmId, noteId, body, ifMatch: undefined });
  expect(created).toBe(true);
  expect(note).toMatchObject({ ...body, etag: '1', by: office.subject });
  expect(await notes.save(office, { ikmId, noteId, body, ifMatch: undefined })).toEqual({ created: false, note });
  const corrected = { ...body, valueIdr: 11_000_000 };
  await expect(notes.save(office, { ikmId, noteId, body: corrected, ifMatch: undefined })).rejects.toEqual(
    code('if-match-required'),
  );
  const second = await notes.save(office, { ikmId, noteId, body: corrected, ifMatch: '1' });
  await expect(notes.save(office, { ikmId, noteId, body, ifMatch: '1' })).rejects.toEqual(code('stale-etag'));
  expect(await notes.get(as('pemilik', ikmId), { ikmId, noteId })).toEqual({ ...second.note, former: [note] });
  expect((await notes.list(office, ikmId, 25, undefined)).rows).toEqual([second.note]);
  const { Items } = await register.dynamo.send(new ScanCommand({ TableName: register.table }));
  for (const secret of ['Ratna', 'Joko']) expect(JSON.stringify(Items)).not.toContain(secret);
});

test('officers and mentors write, owners read, others see nothing', async () => {
  const input = { ikmId, noteId: newNote(), body, ifMatch: undefined };
  await expect(notes.save(as('pemilik', ikmId), input)).rejects.toEqual(code('forbidden'));
  await expect(notes.save(as('dinas', '33'), input)).rejects.toEqual(code('not-found'));
  expect(await notes.save(as('pendamping', ikmId), input)).toMatchObject({ created: true });
  await expect(notes.list(as('dinas', '33'), ikmId, 25, undefined)).rejects.toEqual(code('not-found'));
});

test('a file must stand in the dossier; a competence names its scheme', async () => {
  const paperId = PaperId.parse(ulid());
  const input = { ikmId, noteId: newNote(), body: { ...body, paperId }, ifMatch: undefined };
  await expect(notes.save(office, input)).rejects.toMatchObject({ faults: [{ code: 'unknown-paper' }] });
  expect(NoteBody.safeParse({ ...body, kind: 'competence' }).success).toBe(false);
  expect(NoteBody.safeParse({ ...body, kind: 'competence', schemeCode: 'SKKNI 2019-183' }).success).toBe(true);
  expect(NoteBody.safeParse({ ...body, expiresOn: '2026-10-04' }).success).toBe(false);
});

test('a long list comes in pages, and a cursor of elsewhere is refused', async () => {
  const ids = Array.from({ length: 5 }, newNote).sort();
  for (const noteId of ids) await notes.save(office, { ikmId, noteId, body, ifMatch: undefined });
  await notes.save(office, { ikmId, noteId: ids[0]!, body: { ...body, title: 'Lain' }, ifMatch: '1' });
  const first = await notes.list(office, ikmId, 3, undefined);
  const rest = await notes.list(office, ikmId, 3, first.position);
  expect([...first.rows, ...rest.rows].map(({ noteId }) => noteId)).toEqual(ids);
  await expect(notes.list(office, ikmId, 3, { sk: 'IKM' })).rejects.toEqual(code('invalid-cursor'));
});

test('nothing is written about a closed IKM', async () => {
  const closed = IkmId.parse(ulid());
  const Item = { ...registerKeys.ikm(closed), type: 'ikm', ikmId: closed };
  const before = {
    regionCode: '35.73.01',
    komoditas: 'makanan',
    state: 'closed',
    businessName: 'x',
    owner: { kind: 'person' },
  };
  const rest = {
    etag: '1',
    legalBasis: 'public-task',
    warnings: [],
    history: [],
    locks: [],
    createdWith: '',
    sealed: {},
    reasons: [],
  };
  const times = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
  await register.dynamo.send(
    new PutCommand({ TableName: register.table, Item: { ...Item, ...before, ...rest, ...times } }),
  );
  const input = { ikmId: closed, noteId: newNote(), body, ifMatch: undefined };
  await expect(notes.save(office, input)).rejects.toEqual(code('wrong-state'));
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { ulid } from 'ulid';
import { createApi, startService, until, type Service } from './service.ts';

let service: Service;
let api: ReturnType<typeof createApi>;
const [ikmId, productId] = [ulid(), ulid()];

const upload = async (
  { url, fields }: { url: string; fields: Record<string, string> },
  bytes: string | Buffer<ArrayBuffer>,
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([bytes]));
  return (await fetch(url, { method: 'POST', body: form })).status;
};

beforeAll(async () => {
  service = await startService();
  api = createApi(service);
  const ikm = {
    businessName: 'Keripik Tempe Bu Siti',
    owner: { kind: 'person', name: 'Siti Aminah', nik: '3573015507850001' },
    komoditas: 'makanan',
    regionCode: '35.73.01',
    address: 'Jl. Sanan No. 12',
    legalBasis: 'public-task',
  };
  expect((await api.call('kementerian', 'PUT', `/v1/ikms/${ikmId}`, ikm)).status).toBe(201);
  const product = {
    name: 'Keripik Tempe',
    description: 'Renyah.',
    komoditas: 'makanan',
    kind: 'physical',
    offer: { priceIdr: 25_000, availability: 'ready', stock: 40 },
  };
  const path = `/v1/ikms/${ikmId}/products/${productId}`;
  expect((await api.call('kementerian', 'PUT', path, product)).status).toBe(201);
}, 120_000);
afterAll(() => service.remove());

test('a paper is put, its file checked and read again, and an officer verifies it', async () => {
  const { call } = api;
  const path = `/v1/ikms/${ikmId}/papers/${ulid()}`;
  const wrong = await call('kementerian', 'PUT', path, { type: 'halal', number: 'KH.123' });
  expect(wrong.body).toMatchObject({
    code: 'bad-request',
    errors: [{ path: 'number', code: 'halal-number-is-decree' }],
  });
  const paper = { type: 'halal', number: 'ID35110000123450822', expiresOn: '2099-12-31' };
  expect((await call('kementerian', 'PUT', path, paper)).body).toMatchObject({ state: 'unchecked', etag: '1' });

  const bytes = '%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\n%%EOF\n';
  const announced = await call('kementerian', 'POST', `${path}/file`, {
    contentType: 'application/pdf',
    bytes: bytes.length,
  });
  expect(announced.status).toBe(201);
  expect(await upload(announced.body.upload, bytes)).toBe(204);
  await until(
    'the file to be checked',
    async () => (await call('kementerian', 'GET', path)).body.file.state === 'ready',
  );
  const link = await call('kementerian', 'GET', `${path}/file`);
  expect(link.status).toBe(302);
  const file = await fetch(link.headers.get('location') ?? '');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="dokumen-.*\.pdf"$/);
  expect(await file.text()).toBe(bytes);

  const verified = await call('kementerian', 'POST', `${path}/verification`, { etag: '2', decision: 'verify' });
  expect(verified.body).toMatchObject({ state: 'verified' });
  expect((await call('kementerian', 'GET', `/v1/ikms/${ikmId}/papers`)).body.items).toHaveLength(1);
  expect((await call('kementerian', 'DELETE', path)).status).toBe(204);
});

test('an officer gets the next product with all a decision needs, and the owner sees the reason beside its field', async () => {
  const { call } = api;
  expect((await call('kementerian', 'POST', `/v1/products/${productId}/submission`)).status).toBe(200);
  const next = await until(
    'the queue to show it',
    async () => (await call('kementerian', 'GET', '/v1/curation/next')).body.next,
  );
  expect(next).toMatchObject({ kind: 'submitted', etag: '1', product: { productId }, trusted: false });
  expect(next.problems.map(({ code }: { code: string }) => code)).toContain('no-photo');
  const decision = { etag: next.etag, decision: 'return', reasons: ['photo-blurred'] };
  const decided = await call('kementerian', 'POST', `/v1/products/${productId}/curation`, decision);
  expect(decided.body.reasonDetails).toMatchObject([{ code: 'photo-blurred', path: 'photos' }]);
  expect((await call('kementerian', 'GET', `/v1/products/${productId}/versions`)).body.items).toMatchObject([
    { etag: '1', history: [{ step: 'submit' }, { step: 'return', reasons: ['photo-blurred'] }] },
  ]);
  expect((await call('kementerian', 'GET', `/v1/products/${productId}/versions/1`)).body.content.name).toBe(
    'Keripik Tempe',
  );
  expect((await call('kementerian', 'GET', '/v1/curation/next?skip=x')).status).toBe(400);
});

test('a paper that ends soon is among the tasks', async () => {
  const { call } = api;
  const expiresOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const paper = { type: 'halal', number: 'ID35110000123450822', expiresOn };
  const paperId = ulid();
  expect((await call('kementerian', 'PUT', `/v1/ikms/${ikmId}/papers/${paperId}`, paper)).status).toBe(201);
  const task = await until('the task', async () => {
    const { items } = (await call('kementerian', 'GET', '/v1/tasks')).body;
    return items.find(({ kind }: { kind: string }) => kind === 'renew-paper');
  });
  expect(task).toMatchObject({ ikmId, paperId });
  expect(task.message).toMatch(/^Sertifikat halal habis 2\d hari lagi\.$/);
});

test('what a trusted IKM hands in is approved at once', async () => {
  const { call } = api;
  const trust = { trusted: true, reason: 'Mutu terjaga' };
  expect((await call('kementerian', 'PUT', `/v1/ikms/${ikmId}/trust`, trust)).body.code).toBe('wrong-state');
  expect((await call('kementerian', 'POST', `/v1/ikms/${ikmId}/submission`)).status).toBe(200);
  const { etag } = (await call('kementerian', 'GET', `/v1/ikms/${ikmId}`)).body;
  await call('kementerian', 'POST', `/v1/ikms/${ikmId}/verification`, { etag, decision: 'approve' });
  expect((await call('kementerian', 'PUT', `/v1/ikms/${ikmId}/trust`, trust)).status).toBe(200);
  expect((await call('kementerian', 'GET', `/v1/ikms/${ikmId}/trust`)).body).toMatchObject(trust);

  const bowl = {
    name: 'Mangkuk Kayu',
    description: 'Ukiran tangan.',
    komoditas: 'kerajinan',
    kind: 'physical',
    offer: { priceIdr: 50_000, availability: 'ready', stock: 3 },
  };
  const [id, photoId] = [ulid(), ulid()];
  expect((await call('kementerian', 'PUT', `/v1/ikms/${ikmId}/products/${id}`, bowl)).status).toBe(201);
  const jpeg = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#a52' } })
    .jpeg()
    .toBuffer();
  const request = { photoId, contentType: 'image/jpeg', bytes: jpeg.length };
  const announced = await call('kementerian', 'POST', `/v1/products/${id}/photos`, request);
  expect(await upload(announced.body.upload, jpeg)).toBe(204);
  await until('the photo', async () => {
    const photo = await call('kementerian', 'GET', `/v1/products/${id}/photos/${photoId}`);
    return photo.body.state === 'ready';
  });
  const body = { ...bowl, photos: [photoId] };
  await call('kementerian', 'PUT', `/v1/ikms/${ikmId}/products/${id}`, body, { 'if-match': '"1"' });
  const handedIn = await call('kementerian', 'POST', `/v1/products/${id}/submission`);
  expect(handedIn.body).toMatchObject({ curation: 'approved', approvedEtag: '2' });
}, 60_000);

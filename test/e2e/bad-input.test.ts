import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import sharp from 'sharp';
import { ulid } from 'ulid';
import { demoUsers } from '../../local/demo-users.ts';
import { createApi, startService, until, type Reply, type Service } from './service.ts';

let service: Service;
let api: ReturnType<typeof createApi>;

const sentraId = ulid();
const ikmId = ulid();
const productId = ulid();
const owner = { kind: 'person', name: 'Siti Aminah', nik: '3573015507850001', phone: '0812 3456 7890' };
const sentra = {
  name: 'Sentra Keripik Tempe Sanan',
  kind: 'sentra',
  komoditas: 'makanan',
  regionCode: '35.73.01',
  address: 'Jl. Sanan, Purwantoro, Blimbing',
};
const ikm = {
  sentraId,
  businessName: 'Keripik Tempe Bu Siti',
  owner,
  komoditas: 'makanan',
  regionCode: '35.73.01',
  address: 'Jl. Sanan No. 12',
  legalBasis: 'public-task',
};
const product = {
  name: 'Keripik Tempe Renyah Rasa Original 250 gram',
  description: 'Keripik tempe tipis dan renyah dari kedelai pilihan, digoreng dengan minyak baru setiap hari.',
  komoditas: 'makanan',
  kind: 'physical',
  sku: 'KT-250',
  package: { weightGrams: 300, lengthMm: 200, widthMm: 150, heightMm: 80 },
  offer: { priceIdr: 25_000, availability: 'ready', stock: 40 },
};

/** A refusal as the API promises it: a problem with code and sentence, nothing of our insides. */
const expectProblem = (reply: Reply, status: number, code?: string): void => {
  expect({ status: reply.status, body: reply.body ?? reply.text }).toMatchObject({ status });
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  if (code !== undefined) expect(reply.body.code).toBe(code);
  expect(reply.body.detail.length).toBeGreaterThan(10);
  expect(reply.text).not.toMatch(/\.ts:\d+|node_modules|at [A-Z]\w+ \(/);
};

beforeAll(async () => {
  service = await startService();
  api = createApi(service);
  const { call, freshTokenOf } = api;
  const members = [
    ['dinas-jatim', 'dinas', ['35']],
    ['dinas-lain', 'dinas', ['51']],
  ] as const;
  expect((await call('kementerian', 'PUT', `/v1/sentras/${sentraId}`, sentra)).status).toBe(201);
  expect((await call('kementerian', 'PUT', `/v1/ikms/${ikmId}`, ikm)).status).toBe(201);
  const invite = async (username: string, role: string, scope: readonly string[]): Promise<void> => {
    const { email, phone } = demoUsers.find(({ name }) => name === username)!;
    const contact = email === undefined ? { phone } : { email };
    expect(
      (await call('kementerian', 'PUT', `/v1/members/${ulid()}`, { name: username, ...contact, role, scope })).status,
    ).toBe(201);
    await freshTokenOf(username);
  };
  for (const [username, role, scope] of members) await invite(username, role, scope);
  await invite('pemilik', 'pemilik', [ikmId]);
  const other = ulid();
  const second = {
    ...ikm,
    businessName: 'Tempe Pak Budi',
    owner: { ...owner, name: 'Budi', nik: '3573011507800002' },
    address: 'Jl. Sanan No. 90',
  };
  expect((await call('kementerian', 'PUT', `/v1/ikms/${other}`, second)).status).toBe(201);
  await invite('pemilik-lain', 'pemilik', [other]);
  expect((await call('pemilik', 'PUT', `/v1/ikms/${ikmId}/products/${productId}`, product)).status).toBe(201);
}, 180_000);

afterAll(() => service.remove());

describe('what a register refuses', () => {
  const saveIkm = (change: object): Promise<Reply> =>
    api.call('dinas-jatim', 'PUT', `/v1/ikms/${ulid()}`, { ...ikm, ...change });

  test('an unknown region code', async () => {
    expectProblem(
      await api.call('kementerian', 'PUT', `/v1/sentras/${ulid()}`, { ...sentra, regionCode: '35.99' }),
      400,
    );
    expectProblem(
      await api.call('kementerian', 'PUT', `/v1/sentras/${ulid()}`, { ...sentra, regionCode: '35.73.01.9999' }),
      400,
    );
  });

  test('a NIK of 15 digits, by its field and without repeating it', async () => {
    const reply = await saveIkm({ owner: { ...owner, nik: '357301550785000' } });
    expectProblem(reply, 400, 'bad-request');
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ path: 'owner/nik' }));
    expect(reply.text).not.toContain('357301550785000');
  });

  test('the same NIK at the same site again, without telling where it is', async () => {
    const reply = await saveIkm({ businessName: 'Nama lain', address: 'Jalan Sanan no 12' });
    expectProblem(reply, 409, 'already-enrolled');
    expect(reply.text).not.toContain(ikmId);
    expect(reply.text).not.toContain('Keripik Tempe Bu Siti');
  });

  test('a wrong komoditas', async () => {
    const reply = await saveIkm({ komoditas: 'elektronik', owner: { ...owner, nik: '3573015507850009' } });
    expectProblem(reply, 400, 'bad-request');
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ path: 'komoditas' }));
  });

  test('another officer’s region: nothing exists there', async () => {
    expectProblem(await api.call('dinas-lain', 'GET', `/v1/ikms/${ikmId}`), 404, 'not-found');
    expectProblem(
      await api.call(
        'dinas-lain',
        'PUT',
        `/v1/sentras/${sentraId}`,
        { ...sentra, name: 'Milik saya', regionCode: '51.04' },
        { 'if-match': '"1"' },
      ),
      404,
    );
    expect((await api.call('dinas-lain', 'GET', '/v1/ikms')).body.items).toEqual([]);
  });

  test('HTML and emoji in names are kept as text', async () => {
    const id = ulid();
    const name = '<script>alert(1)</script> Batik 🌺';
    const reply = await api.call('kementerian', 'PUT', `/v1/sentras/${id}`, { ...sentra, name });
    expect(reply.status).toBe(201);
    expect((await api.call('kementerian', 'GET', `/v1/sentras/${id}`)).body.name).toBe(name);
  });

  test('unknown fields, by name', async () => {
    const reply = await api.call('kementerian', 'PUT', `/v1/sentras/${ulid()}`, { ...sentra, isAdmin: true });
    expectProblem(reply, 400, 'bad-request');
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ path: 'isAdmin', code: 'unknown-field' }));
  });
});

describe('what a catalogue refuses', () => {
  const save = (change: object, id = ulid()): Promise<Reply> =>
    api.call('pemilik', 'PUT', `/v1/ikms/${ikmId}/products/${id}`, { ...product, ...change });

  test.each([
    ['negative', -1],
    ['fractional', 25_000.5],
    ['zero', 0],
    ['worded', '25.000'],
  ])('a %s price', async (_, priceIdr) => {
    const id = ulid();
    const reply = await save({ offer: { ...product.offer, priceIdr } }, id);
    expectProblem(reply, 400, 'bad-request');
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ path: 'offer/priceIdr' }));
    expectProblem(await api.call('pemilik', 'GET', `/v1/products/${id}`), 404);
  });

  test('a description over the stated maximum', async () => {
    expectProblem(await save({ description: 'a'.repeat(20_000) }), 400, 'bad-request');
  });

  test('what only a marketplace forbids is stored', async () => {
    expect((await save({ name: 'K'.repeat(240) })).status).toBe(201);
  });

  test('a body of 2 MB', async () => {
    const reply = await save({ description: 'a'.repeat(2 * 1024 * 1024) });
    expectProblem(reply, 413, 'body-too-large');
  });

  test('malformed JSON', async () => {
    expectProblem(
      await api.call('pemilik', 'PUT', `/v1/ikms/${ikmId}/products/${ulid()}`, '{"name": '),
      400,
      'malformed-json',
    );
  });

  test('a stale etag, and a change without one', async () => {
    const { body } = await api.call('pemilik', 'GET', `/v1/products/${productId}`);
    const { offer: _offer, ...rest } = product;
    const change = { ...rest, name: 'Keripik Tempe Renyah Rasa Balado 250 gram', offer: product.offer };
    const put = (headers: Record<string, string>): Promise<Reply> =>
      api.call('pemilik', 'PUT', `/v1/ikms/${ikmId}/products/${productId}`, change, headers);
    expectProblem(await put({}), 428, 'if-match-required');
    expectProblem(await put({ 'if-match': '"no-such"' }), 412, 'stale-etag');
    const changed = await put({ 'if-match': `"${body.etag}"` });
    expect(changed.status).toBe(200);
    expectProblem(await put({ 'if-match': `"${body.etag}"` }), 412, 'stale-etag');
    expect((await save({}, productId)).status).toBe(200);
  });

  test('another owner’s product', async () => {
    expectProblem(await api.call('pemilik-lain', 'GET', `/v1/products/${productId}`), 404, 'not-found');
    expectProblem(
      await api.call('pemilik-lain', 'PATCH', `/v1/products/${productId}/offer`, { stock: 1 }, { 'if-match': '"1"' }),
      404,
      'not-found',
    );
    expectProblem(
      await api.call('pemilik-lain', 'PUT', `/v1/ikms/${ikmId}/products/${ulid()}`, product),
      404,
      'not-found',
    );
  });

  test('a cursor of somebody else, or made up', async () => {
    expectProblem(await api.call('pemilik', 'GET', `/v1/products?ikmId=${ikmId}&cursor=abc`), 400, 'invalid-cursor');
  });

  test('English when asked for', async () => {
    const reply = await api.call('pemilik', 'GET', `/v1/products/${ulid()}`, undefined, { 'accept-language': 'en' });
    expect(reply.body.detail).toMatch(/^There is no/);
  });
});

describe('whose token is refused', () => {
  const claims = { token_use: 'access', client_id: 'demo', username: 'kementerian' };
  const fixed = (reply: Reply): void => {
    expect(reply.status).toBe(401);
    expect(reply.text).toBe('{"message":"Unauthorized"}');
  };

  test('none, another issuer’s, unsigned, nonsense', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const { kid = 'k' } = await exportJWK(publicKey);
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer('https://evil.example')
      .setSubject('x')
      .setExpirationTime('1h')
      .sign(privateKey);
    const unsigned = new UnsecuredJWT(claims).setIssuer(service.api).setSubject('x').setExpirationTime('1h').encode();
    for (const token of [foreign, unsigned, 'nonsense']) fixed(await api.call({ token }, 'GET', '/v1/me'));
    fixed(await api.call(undefined, 'GET', '/v1/me'));
  });

  test('one of ours with the time changed, or for another key with our key’s name', async () => {
    const token = await api.tokenOf('kementerian');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const decoded = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const later = Buffer.from(JSON.stringify({ ...decoded, exp: decoded.exp + 3600 })).toString('base64url');
    fixed(await api.call({ token: `${header}.${later}.${signature}` }, 'GET', '/v1/me'));
    const { privateKey } = await generateKeyPair('RS256');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
    const forged = await new SignJWT({ ...decoded, exp: decoded.exp })
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(privateKey);
    fixed(await api.call({ token: forged }, 'GET', '/v1/me'));
  });

  test('a signed-in stranger is told to ask an officer', async () => {
    expectProblem(await api.call('pendamping', 'GET', '/v1/sentras'), 403, 'not-a-member');
  });
});

describe('which photos are refused', () => {
  const jpeg = (): Promise<Buffer> =>
    sharp({
      create: {
        width: 1600,
        height: 1200,
        channels: 3,
        background: '#c84',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .jpeg({ quality: 90 })
      .toBuffer();

  const askFor = (photoId: string, contentType: string, bytes: number): Promise<Reply> =>
    api.call('pemilik', 'POST', `/v1/products/${productId}/photos`, { photoId, contentType, bytes });

  const post = async (
    upload: { url: string; fields: Record<string, string> },
    bytes: Uint8Array,
    type: string,
  ): Promise<number> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(bytes)], { type }), 'foto.jpg');
    const reply = await fetch(upload.url, { method: 'POST', body: form });
    await reply.arrayBuffer();
    return reply.status;
  };

  const outcomeOf = async (
    bytes: Uint8Array,
    contentType = 'image/jpeg',
  ): Promise<{ state: string; reason?: { code: string } }> => {
    const photoId = ulid();
    const asked = await askFor(photoId, contentType, bytes.length);
    expect(asked.status).toBe(201);
    expect(await post(asked.body.upload, bytes, contentType)).toBeLessThan(300);
    return until('the photo to be processed', async () => {
      const { body } = await api.call('pemilik', 'GET', `/v1/products/${productId}/photos/${photoId}`);
      return body.state === 'waiting' ? undefined : body;
    });
  };

  test('one of 13 MB or of nothing: by the form, and by the upload itself', async () => {
    expectProblem(await askFor(ulid(), 'image/jpeg', 13 * 1024 * 1024), 400);
    expectProblem(await askFor(ulid(), 'image/jpeg', 0), 400);
    const asked = await askFor(ulid(), 'image/jpeg', 1000);
    expect(await post(asked.body.upload, Buffer.alloc(13 * 1024 * 1024, 1), 'image/jpeg')).toBe(400);
    expect(await post(asked.body.upload, Buffer.alloc(0), 'image/jpeg')).toBe(400);
  });

  test('an upload under another key, of another type, or with a changed policy', async () => {
    const bytes = await jpeg();
    const { upload } = (await askFor(ulid(), 'image/jpeg', bytes.length)).body;
    expect(await post({ ...upload, fields: { ...upload.fields, key: 'uploads/elsewhere' } }, bytes, 'image/jpeg')).toBe(
      403,
    );
    expect(
      await post({ ...upload, fields: { ...upload.fields, 'Content-Type': 'image/svg+xml' } }, bytes, 'image/jpeg'),
    ).toBe(403);
    expect(
      await post({ ...upload, fields: { ...upload.fields, 'X-Amz-Signature': '0'.repeat(64) } }, bytes, 'image/jpeg'),
    ).toBe(403);
  });

  test('a good one is ready', async () => {
    expect((await outcomeOf(await jpeg())).state).toBe('ready');
  });

  test.each([
    ['a PDF named .jpg', async () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 32)])],
    [
      'an SVG',
      async () =>
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>',
        ),
    ],
    ['a truncated JPEG', async () => (await jpeg()).subarray(0, 40_000)],
    ['a PNG of 20,000 × 20,000', async () => pngBomb(20_000)],
  ])('%s', async (_, make) => {
    const outcome = await outcomeOf(await make());
    expect(outcome.state).toBe('rejected');
    expect(outcome.reason).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });
});

/** A small file that unpacks to `side` × `side` pixels: one bit each, all the same. */
const pngBomb = (side: number): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = Buffer.alloc((side / 8 + 1) * side);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const crc32 = (bytes: Buffer): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
};

test('a callback with a wrong signature is refused and leaves nothing behind', async () => {
  const body = JSON.stringify({ code: 16, shop_id: 1, data: { item_id: 1 }, timestamp: 1 });
  const reply = await api.call(undefined, 'POST', '/v1/callbacks/shopee', body, { authorization: 'f'.repeat(64) });
  expect([401, 403]).toContain(reply.status);
  expectProblem(reply, reply.status);
});

test('nothing of all this was logged with personal data or as our fault', () => {
  const log = service.output();
  expect(log).not.toContain('3573015507850001');
  expect(log).not.toContain('IKM-HTTP-001');
});

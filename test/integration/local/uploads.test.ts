import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeAssembly } from './fixture.ts';
import { launch, ready, until, type Service } from './service.ts';

const root = mkdtempSync(join(tmpdir(), 'local-uploads-'));
let service: Service;
let door = '';
let keys = { id: '', secret: '' };
let s3: S3Client;
let sqs: SQSClient;
let uploadedUrl = '';

beforeAll(async () => {
  service = await ready(launch(['--port', '18212', '--data', join(root, 'data'), '--assembly', writeAssembly(root)]));
  const answer = await fetch(`${service.base}/_local/endpoints`);
  const { environment: env, queues } = (await answer.json()) as {
    environment: Record<string, string>;
    queues: { name: string; url: string }[];
  };
  door = env['AWS_ENDPOINT_URL_S3']!;
  keys = { id: env['AWS_ACCESS_KEY_ID']!, secret: env['AWS_SECRET_ACCESS_KEY']! };
  const common = {
    region: 'ap-southeast-3',
    endpoint: door,
    credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret },
  };
  s3 = new S3Client(common);
  sqs = new SQSClient(common);
  uploadedUrl = queues.find(({ name }) => name === 'uploaded')!.url;
}, 60_000);
afterAll(async () => {
  await service.stop();
  rmSync(root, { recursive: true, force: true });
});

interface Form {
  readonly key?: string;
  readonly policyKey?: string;
  readonly type?: string;
  readonly size?: number;
  readonly expiresInMs?: number;
  readonly signature?: string;
  readonly extra?: Record<string, string>;
}

/** A form as S3's documents describe it, with one thing wrong at a time. */
const upload = async ({
  key = 'uploads/p/1',
  policyKey = key,
  type = 'image/jpeg',
  size = 100,
  expiresInMs = 60_000,
  signature,
  extra = {},
}: Form) => {
  const date = '20261122';
  const credential = `${keys.id}/${date}/ap-southeast-3/s3/aws4_request`;
  const policy = Buffer.from(
    JSON.stringify({
      expiration: new Date(Date.now() + expiresInMs).toISOString(),
      conditions: [
        { bucket: 'photos' },
        { key: policyKey },
        ['eq', '$Content-Type', 'image/jpeg'],
        ['content-length-range', 1, 12 * 1024 * 1024],
        { 'x-amz-credential': credential },
        { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
        { 'x-amz-date': `${date}T000000Z` },
      ],
    }),
  ).toString('base64');
  const signingKey = [date, 'ap-southeast-3', 's3', 'aws4_request'].reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${keys.secret}`),
  );
  const form = new FormData();
  const fields = {
    key,
    'Content-Type': type,
    policy,
    'x-amz-credential': credential,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-date': `${date}T000000Z`,
    'x-amz-signature': signature ?? createHmac('sha256', signingKey).update(policy).digest('hex'),
    ...extra,
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([Buffer.alloc(size, 7)]), 'photo.jpg');
  const answer = await fetch(`${door}/photos`, { method: 'POST', body: form });
  const text = await answer.text();
  return [answer.status, /<Code>(\w+)</.exec(text)?.[1] ?? ''];
};

describe('a form upload', () => {
  test('in order is stored, and announced', async () => {
    expect(await upload({ key: 'uploads/p/announced' })).toEqual([204, '']);
    const { ContentLength, ContentType } = await s3.send(
      new HeadObjectCommand({ Bucket: 'photos', Key: 'uploads/p/announced' }),
    );
    expect([ContentLength, ContentType]).toEqual([100, 'image/jpeg']);
    const body = await until('the announcement', async () => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: uploadedUrl }));
      return Messages?.[0]?.Body;
    });
    expect(JSON.parse(body).detail.object).toMatchObject({ key: 'uploads/p/announced', size: 100 });
  });

  test('of nearly 12 MB is stored whole, though the engine takes 11 MiB at once', async () => {
    const size = 12 * 1024 * 1024;
    expect(await upload({ key: 'uploads/p/big', size })).toEqual([204, '']);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'uploads/p/big' }));
    const bytes = await Body!.transformToByteArray();
    expect([bytes.length, bytes.every((byte) => byte === 7)]).toEqual([size, true]);
  });

  test.each([
    ['too large', { size: 12 * 1024 * 1024 + 1 }, [400, 'EntityTooLarge']],
    ['empty', { size: 0 }, [400, 'EntityTooSmall']],
    ['of another type', { type: 'image/png' }, [403, 'AccessDenied']],
    ['under another key', { policyKey: 'uploads/p/2' }, [403, 'AccessDenied']],
    ['too late', { expiresInMs: -1000 }, [403, 'AccessDenied']],
    ['with a field the policy does not name', { extra: { 'x-amz-meta-a': 'b' } }, [403, 'AccessDenied']],
    ['with a signature of something else', { signature: '0'.repeat(64) }, [403, 'SignatureDoesNotMatch']],
  ])('%s is refused, and nothing is stored', async (_what, form: Form, refusal) => {
    const key = 'uploads/p/refused';
    expect(await upload({ key, ...form })).toEqual(refusal);
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'photos', Key: key }))).rejects.toThrow();
  });
});

describe('other calls', () => {
  test('an unsigned read is refused', async () => {
    await upload({});
    expect((await fetch(`${door}/photos/uploads/p/1`)).status).toBe(403);
  });

  test('a write under a condition keeps what is there', async () => {
    const put = (text: string) =>
      s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'once', Body: text, IfNoneMatch: '*' }));
    await put('first');
    await expect(put('second')).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'once' }));
    expect(await Body!.transformToString()).toBe('first');
  });

  test('an operation that is not listed is refused and touches nothing', async () => {
    await upload({ key: 'uploads/p/tagged' });
    const tagging = new PutObjectTaggingCommand({ Bucket: 'photos', Key: 'uploads/p/tagged', Tagging: { TagSet: [] } });
    await expect(s3.send(tagging)).rejects.toMatchObject({ name: 'NotImplemented' });
    expect((await s3.send(new HeadObjectCommand({ Bucket: 'photos', Key: 'uploads/p/tagged' }))).ContentLength).toBe(
      100,
    );
  });

  test('a browser of a known origin may upload, of another not', async () => {
    const preflight = (origin: string) =>
      fetch(`${door}/photos`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const known = await preflight('https://web.example');
    expect([known.status, known.headers.get('access-control-allow-origin')]).toEqual([200, 'https://web.example']);
    expect((await preflight('https://other.example')).status).toBe(403);
  });
});

test('an object in parts: put, copied inside the store by range, completed; given up', async () => {
  const mib = 1024 * 1024;
  const begin = async (Key: string) =>
    (await s3.send(new CreateMultipartUploadCommand({ Bucket: 'files', Key, ContentType: 'text/csv' }))).UploadId!;
  const old = Buffer.alloc(6 * mib, 'a');
  await s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'feeds/old', Body: old }));
  const UploadId = await begin('feeds/new');
  const at = { Bucket: 'files', Key: 'feeds/new', UploadId };
  const copied = await s3.send(
    new UploadPartCopyCommand({
      ...at,
      PartNumber: 1,
      CopySource: 'files/feeds/old',
      CopySourceRange: `bytes=0-${5 * mib - 1}`,
    }),
  );
  const put = await s3.send(new UploadPartCommand({ ...at, PartNumber: 2, Body: Buffer.from('end') }));
  const parts = [copied.CopyPartResult?.ETag, put.ETag].map((ETag, n) => ({ ETag, PartNumber: n + 1 }));
  await s3.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts: parts } }));
  const read = await s3.send(
    new GetObjectCommand({ Bucket: 'files', Key: 'feeds/new', Range: `bytes=${5 * mib - 1}-` }),
  );
  expect(read.ContentType).toBe('text/csv');
  expect(await read.Body?.transformToString()).toBe('aend');

  const given = await begin('feeds/given-up');
  await s3.send(new AbortMultipartUploadCommand({ Bucket: 'files', Key: 'feeds/given-up', UploadId: given }));
  await expect(s3.send(new HeadObjectCommand({ Bucket: 'files', Key: 'feeds/given-up' }))).rejects.toThrow();
}, 30_000);

test('an object in parts is announced when it is complete', async () => {
  const at = { Bucket: 'photos', Key: 'uploads/p/parts' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at));
  const { ETag } = await s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: Buffer.from('whole') }));
  await s3.send(
    new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] } }),
  );
  const told = await until('the announcement', async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: uploadedUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body }) => JSON.parse(Body!).detail.object).find(({ key }) => key === at.Key);
  });
  expect(told.size).toBe(5);
});

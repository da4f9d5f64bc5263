import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { presignGet, presignPost, type Signer } from '../../../shared/persistence/presign.s3.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const signer = (more: Partial<Signer> = {}): Signer => ({
  credentials: async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey }),
  region: async () => 'us-east-1',
  bucket: 'examplebucket',
  endpoint: 'https://unused.example',
  clock: () => Date.UTC(2013, 4, 24),
  ...more,
});

describe('a link', () => {
  test('is signed as AWS signs it: the published example', async () => {
    // S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)"; bucket as host name
    const link = await presignGet(
      signer({ endpoint: 'https://examplebucket.s3.amazonaws.com', bucket: '.' }),
      'test.txt',
      86_400,
    );
    expect(new URL(link).searchParams.get('X-Amz-Signature')).toBe(
      'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
  });

  test('leads to AWS by host name, elsewhere by path; a session’s token is part of it', async () => {
    const aws = new URL(await presignGet(signer({ endpoint: undefined }), 'renditions/a b.jpg', 900));
    expect(aws.origin + aws.pathname).toBe('https://examplebucket.s3.us-east-1.amazonaws.com/renditions/a%20b.jpg');
    const local = new URL(await presignGet(signer({ endpoint: 'http://127.0.0.1:9000/' }), 'x', 900));
    expect(local.origin + local.pathname).toBe('http://127.0.0.1:9000/examplebucket/x');
    const session = signer({
      credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'to/ken=' }),
    });
    expect(new URL(await presignGet(session, 'x', 900)).searchParams.get('X-Amz-Security-Token')).toBe('to/ken=');
  });
});

test('a form is bound to bucket, key, type, size and time, and its signature covers all of that', async () => {
  const key = 'uploads/p/q';
  const { url, fields } = await presignPost(signer({ endpoint: undefined }), {
    key,
    contentType: 'image/jpeg',
    maxBytes: 3_000_000,
    seconds: 600,
  });
  expect(url).toBe('https://examplebucket.s3.us-east-1.amazonaws.com');
  expect(fields).toMatchObject({ key, 'Content-Type': 'image/jpeg' });
  const policy: { expiration: string; conditions: unknown[] } = JSON.parse(
    Buffer.from(fields['Policy']!, 'base64').toString(),
  );
  expect(policy.expiration).toBe('2013-05-24T00:10:00.000Z');
  expect(policy.conditions).toEqual(
    expect.arrayContaining([
      ['content-length-range', 1, 3_000_000],
      { key },
      { 'Content-Type': 'image/jpeg' },
      { bucket: 'examplebucket' },
    ]),
  );
  // every field but the policy and its signature is pinned, or S3 refuses the form
  const pinned = policy.conditions.flatMap((each) => (Array.isArray(each) ? [] : Object.keys(each as object)));
  expect(pinned.sort()).toEqual(
    Object.keys(fields)
      .filter((name) => name !== 'Policy' && name !== 'X-Amz-Signature')
      .sort(),
  );
  const signingKey = ['20130524', 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>(
    (k, part) => createHmac('sha256', k).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  expect(fields['X-Amz-Signature']).toBe(createHmac('sha256', signingKey).update(fields['Policy']!).digest('hex'));
});

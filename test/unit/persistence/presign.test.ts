import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { presignGet, presignPost } from '../../../shared/persistence/presign.s3.ts';

const bucketAt = (more: { endpoint?: string; sessionToken?: string } = {}) => {
  const { endpoint, sessionToken } = more;
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'secret',
    ...(sessionToken && { sessionToken }),
  };
  const s3 = new S3Client({ region: 'ap-southeast-3', credentials, ...(endpoint && { endpoint }) });
  return { s3, bucket: 'examplebucket' };
};

describe('a link', () => {
  test('leads to AWS by host name and to a local engine by path, for the time asked', async () => {
    const aws = new URL(await presignGet(bucketAt(), 'renditions/a b.jpg', 900));
    expect(aws.origin + aws.pathname).toBe(
      'https://examplebucket.s3.ap-southeast-3.amazonaws.com/renditions/a%20b.jpg',
    );
    expect(aws.searchParams.get('X-Amz-Expires')).toBe('900');
    const local = new URL(await presignGet(bucketAt({ endpoint: 'http://127.0.0.1:9000' }), 'x', 900));
    expect(local.origin + local.pathname).toBe('http://127.0.0.1:9000/examplebucket/x');
  });

  test('carries a session’s token', async () => {
    const link = new URL(await presignGet(bucketAt({ sessionToken: 'to/ken=' }), 'x', 900));
    expect(link.searchParams.get('X-Amz-Security-Token')).toBe('to/ken=');
  });
});

test('a form is bound to bucket, key, type, size and time', async () => {
  const key = 'uploads/p/q';
  const asked = Date.now();
  const { fields } = await presignPost(bucketAt(), {
    key,
    contentType: 'image/jpeg',
    maxBytes: 3_000_000,
    seconds: 600,
  });
  expect(fields).toMatchObject({ key, 'Content-Type': 'image/jpeg' });
  const policy: { expiration: string; conditions: unknown[] } = JSON.parse(
    Buffer.from(fields['Policy']!, 'base64').toString(),
  );
  expect(Math.abs(Date.parse(policy.expiration) - asked - 600_000)).toBeLessThan(60_000);
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
  expect(pinned).toEqual(
    expect.arrayContaining(Object.keys(fields).filter((name) => name !== 'Policy' && name !== 'X-Amz-Signature')),
  );
});

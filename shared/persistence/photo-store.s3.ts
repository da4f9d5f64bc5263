import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { maxUploadBytes, renditionKey } from '../domain/photo/photo.ts';
import type { PhotoStore } from '../domain/photo/photo-repository.ts';
import type { Timeouts } from './dynamo.ts';

/** The S3 client of one function. */
export const createS3 = ({ connectMs, requestMs }: Timeouts): S3Client =>
  new S3Client({ maxAttempts: 3, requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs } });

/** Where photos lie: the client and the bucket's name. */
export interface BucketAt {
  readonly s3: S3Client;
  readonly bucket: string;
}

/** Collects a body up to `max` bytes; undefined when there is more, whatever was announced. */
const collect = async (body: AsyncIterable<Uint8Array>, max: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // leaving the loop destroys the stream
    if (bytes > max) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const isBody = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** One object of at most `max` bytes; undefined when there is none, its bytes undefined when there are more. */
export const readObject = async (
  { s3, bucket }: BucketAt,
  key: string,
  max: number,
): Promise<{ readonly etag: string; readonly bytes: Buffer | undefined } | undefined> => {
  try {
    const { Body, ETag = '' } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!isBody(Body)) throw new TypeError('S3 answered without a body');
    return { etag: ETag, bytes: await collect(Body, max) };
  } catch (error) {
    // without the right to list, S3 says "denied" of what is not there
    if (error instanceof NoSuchKey || (error instanceof S3ServiceException && error.name === 'AccessDenied')) {
      return undefined;
    }
    throw error;
  }
};

/** Puts an upload of our own making where phones put theirs. */
export const createPutUpload =
  ({ s3, bucket }: BucketAt) =>
  async (key: string, bytes: Uint8Array): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
  };

/** Uploads and renditions in S3. */
export const createPhotoStore = ({ s3, bucket }: BucketAt): PhotoStore => ({
  readUpload: (key) => readObject({ s3, bucket }, key, maxUploadBytes),

  removeUpload: async (key) => {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },

  putRendition: async (name, bytes) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: renditionKey(name),
        Body: bytes,
        ContentType: 'image/jpeg',
        // named by content: it never changes
        CacheControl: 'private, max-age=31536000, immutable',
      }),
    );
  },
});

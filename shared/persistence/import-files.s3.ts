import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ImportFiles } from '../domain/import/import-store.ts';
import type { BucketAt } from './photo-store.s3.ts';

/** Without the right to list, S3 says "denied" of what is not there. */
const isAbsent = (error: unknown): boolean =>
  error instanceof NoSuchKey ||
  error instanceof NotFound ||
  (error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0));

/** The files of imports in S3. */
export const createImportFiles = ({ s3, bucket }: BucketAt): ImportFiles => ({
  etagOf: async (key) => {
    try {
      return (await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ETag;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  },
  remove: async (key) => {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },
  put: async (key, text) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: text,
        ContentType: 'application/x-ndjson; charset=utf-8',
      }),
    );
  },
  get: async (key) => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await Body?.transformToString('utf8');
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  },
});

import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { readObject, type BucketAt } from './photo-store.s3.ts';

/** Files of papers in the intake bucket. */
export const paperFiles = (at: BucketAt) => ({
  read: (key: string, max: number): Promise<{ readonly bytes: Buffer | undefined } | undefined> =>
    readObject(at, key, max),

  put: async (key: string, bytes: Buffer, contentType: string): Promise<void> => {
    await at.s3.send(
      new PutObjectCommand({
        Bucket: at.bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        ContentDisposition: 'attachment',
      }),
    );
  },

  remove: async (key: string): Promise<void> => {
    await at.s3.send(new DeleteObjectCommand({ Bucket: at.bucket, Key: key }));
  },
});

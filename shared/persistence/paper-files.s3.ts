import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { readObject, type BucketAt } from './photo-store.s3.ts';

interface FileAs {
  readonly contentType: string;
  readonly fileName: string;
}

/** Files of papers in the intake bucket. */
export const paperFiles = (at: BucketAt) => ({
  read: (key: string, max: number): Promise<{ readonly bytes: Buffer | undefined } | undefined> =>
    readObject(at, key, max),

  put: async (key: string, bytes: Buffer, { contentType, fileName }: FileAs): Promise<void> => {
    await at.s3.send(
      new PutObjectCommand({
        Bucket: at.bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        // saved, never opened in the browser as whatever it says it is
        ContentDisposition: `attachment; filename="${fileName}"`,
      }),
    );
  },

  remove: async (key: string): Promise<void> => {
    await at.s3.send(new DeleteObjectCommand({ Bucket: at.bucket, Key: key }));
  },
});

import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { BucketAt } from './photo-store.s3.ts';

/** An object as a list shows it. */
export interface Listed {
  readonly key: string;
  readonly bytes: number;
}

/** Objects by what their key begins with, for looking through them and removing them. */
export const objectSweep = ({ s3, bucket }: BucketAt) => ({
  list: async function* (prefix: string): AsyncIterable<Listed> {
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
      );
      for (const { Key, Size = 0 } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, bytes: Size };
      token = page.NextContinuationToken;
    } while (token !== undefined);
  },

  read: async (key: string): Promise<Buffer> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Body === undefined ? Buffer.alloc(0) : Buffer.from(await Body.transformToByteArray());
  },

  put: async (key: string, text: string): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' }));
  },

  /** What is gone is gone. */
  remove: async (key: string): Promise<void> => {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },
});
export type ObjectSweep = ReturnType<typeof objectSweep>;

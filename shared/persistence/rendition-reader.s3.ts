import { GetObjectCommand, NoSuchKey, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { renditionKey } from '../domain/photo/photo.ts';

/** Reads a rendition's bytes; undefined when there is none. */
export const createReadRendition =
  ({ s3, bucket }: { readonly s3: S3Client; readonly bucket: string }) =>
  async (name: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: renditionKey(name) }));
      return Body === undefined ? undefined : new Uint8Array(await Body.transformToByteArray());
    } catch (error) {
      // without the right to list, S3 says "denied" of what is not there
      if (error instanceof NoSuchKey || (error instanceof S3ServiceException && error.name === 'AccessDenied'))
        return undefined;
      throw error;
    }
  };

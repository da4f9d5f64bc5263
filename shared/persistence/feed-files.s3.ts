import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { licence } from '../domain/feed/feed.ts';
import type { FeedObjects, ObjectAbout } from '../domain/feed/compose.ts';
import type { BucketAt } from './photo-store.s3.ts';

const bare = (etag: string | undefined): string => (etag ?? '').replaceAll('"', '');

const headersOf = ({ contentType, contentEncoding, fileName }: ObjectAbout) => ({
  ContentType: contentType,
  ...(contentEncoding === undefined ? {} : { ContentEncoding: contentEncoding }),
  ContentDisposition: `inline; filename="${fileName}"`,
  CacheControl: 'private, max-age=300',
  // header values are Latin letters alone
  Metadata: { licence: licence.replace(/[^\x20-\x7e]/g, '') },
});

/** Feed files in S3. */
export const feedFiles = ({ s3, bucket }: BucketAt): FeedObjects => ({
  get: async (key, range) => {
    try {
      const { Body } = await s3.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(range === undefined ? {} : { Range: `bytes=${range.from}-${range.to - 1}` }),
        }),
      );
      return Body === undefined ? undefined : Buffer.from(await Body.transformToByteArray());
    } catch (error) {
      // without the right to list, S3 says "denied" of what is not there
      if (error instanceof NoSuchKey || (error instanceof S3ServiceException && error.name === 'AccessDenied'))
        return undefined;
      throw error;
    }
  },

  put: async (key, bytes, about) => {
    const { ETag } = await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ...headersOf(about) }),
    );
    return bare(ETag);
  },

  begin: async (key, about) => {
    const { UploadId = '' } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ...headersOf(about) }),
    );
    return UploadId;
  },

  putPart: async (key, uploadId, number, bytes) => {
    const { ETag } = await s3.send(
      new UploadPartCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: number, Body: bytes }),
    );
    return bare(ETag);
  },

  copyPart: async (key, uploadId, number, { key: source, from, to }) => {
    const { CopyPartResult } = await s3.send(
      new UploadPartCopyCommand({
        Bucket: bucket,
        Key: key,
        UploadId: uploadId,
        PartNumber: number,
        CopySource: `${bucket}/${source}`,
        CopySourceRange: `bytes=${from}-${to - 1}`,
      }),
    );
    return bare(CopyPartResult?.ETag);
  },

  complete: async (key, uploadId, etags) => {
    const { ETag } = await s3.send(
      new CompleteMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        UploadId: uploadId,
        MultipartUpload: { Parts: etags.map((etag, at) => ({ ETag: `"${etag}"`, PartNumber: at + 1 })) },
      }),
    );
    return bare(ETag);
  },

  abort: async (key, uploadId) => {
    await s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }));
  },
});

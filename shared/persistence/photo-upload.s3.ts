import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { uploadKey } from '../domain/photo/photo.ts';
import type { BucketAt } from './photo-store.s3.ts';

/** A form that uploads one object: `fields` first, then the file as field `file`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Seconds a form can be used for: long enough for 12 MB over a weak network. */
export const uploadSeconds = 600;

export type IssueUpload = (of: {
  readonly productId: string;
  readonly photoId: string;
  readonly contentType: string;
  readonly bytes: number;
}) => Promise<UploadForm>;

/** Forms bound to exactly this key and type, and to at most the announced bytes; S3 itself refuses anything else. */
export const createIssueUpload =
  ({ s3, bucket }: BucketAt): IssueUpload =>
  async ({ productId, photoId, contentType, bytes }) =>
    createPresignedPost(s3, {
      Bucket: bucket,
      Key: uploadKey(productId, photoId),
      Conditions: [
        ['content-length-range', 1, bytes],
        ['eq', '$Content-Type', contentType],
      ],
      Fields: { 'Content-Type': contentType },
      Expires: uploadSeconds,
    });

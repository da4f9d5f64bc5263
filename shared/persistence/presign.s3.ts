import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { BucketAt } from './photo-store.s3.ts';

/** A form that uploads one object: all `fields` first, then the file as field `file`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface UploadTerms {
  readonly key: string;
  readonly contentType: string;
  readonly maxBytes: number;
  readonly seconds: number;
}

/** A link that reads one object for `seconds`. */
export const presignGet = ({ s3, bucket }: BucketAt, key: string, seconds: number): Promise<string> =>
  getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: seconds });

/** A form that uploads under exactly this key and type, of 1 to `maxBytes` bytes, for `seconds`; S3 refuses anything else. */
export const presignPost = (
  { s3, bucket }: BucketAt,
  { key, contentType, maxBytes, seconds }: UploadTerms,
): Promise<UploadForm> =>
  createPresignedPost(s3, {
    Bucket: bucket,
    Key: key,
    Fields: { 'Content-Type': contentType },
    Conditions: [['content-length-range', 1, maxBytes]],
    Expires: seconds,
  });

import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { ObjectReplacedError } from '../domain/import/replaced.ts';
import type { ByteSource } from '../tabular/byte-source.ts';
import type { BucketAt } from './photo-store.s3.ts';

/** Bytes asked for at once: a reader that pauses between two of them holds no connection that S3 would cut. */
const windowBytes = 4 * 1024 * 1024;
/** Without the right to list, S3 says "denied" of what is not there; 412: another etag. */
const gone = [403, 404, 412];

/**
 * An object that is read by ranges, always the same one.
 * @throws ObjectReplacedError, now or from a read, when the object is no longer the one with this etag
 */
export const objectSource = async (
  { s3, bucket }: BucketAt,
  { key, etag }: { readonly key: string; readonly etag: string },
): Promise<ByteSource> => {
  const of = { Bucket: bucket, Key: key, IfMatch: etag };
  const orReplaced = async <Answer extends { readonly ETag?: string | undefined }>(
    answer: Promise<Answer>,
  ): Promise<Answer> => {
    try {
      const given = await answer;
      if (given.ETag !== etag) throw new ObjectReplacedError(key);
      return given;
    } catch (error) {
      if (error instanceof S3ServiceException && gone.includes(error.$metadata.httpStatusCode ?? 0))
        throw new ObjectReplacedError(key, { cause: error });
      throw error;
    }
  };
  async function* windows(start: number, end: number): AsyncIterable<Buffer> {
    for (let from = start; from < end; from += windowBytes) {
      const to = Math.min(from + windowBytes, end) - 1;
      const { Body } = await orReplaced(s3.send(new GetObjectCommand({ ...of, Range: `bytes=${from}-${to}` })));
      if (Body === undefined) throw new TypeError('S3 answered without a body');
      yield Buffer.from(await Body.transformToByteArray());
    }
  }
  const { ContentLength: size = 0 } = await orReplaced(s3.send(new HeadObjectCommand(of)));
  return { size, read: (start, end) => Readable.from(windows(start, end), { objectMode: true, highWaterMark: 1 }) };
};

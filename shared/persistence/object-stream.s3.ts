import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { BucketAt } from './photo-store.s3.ts';

/** Bytes of one part: S3 takes parts of 5 MB and more, 10,000 of them. */
const partBytes = 8 * 1024 * 1024;

export interface StreamedObject {
  readonly key: string;
  readonly contentType: string;
  readonly fileName: string;
}

/**
 * Stores a stream of unknown length, holding no more than one part of it; nothing is stored when the stream fails. Answers
 * how many bytes it was.
 */
export const putStream = async (
  { s3, bucket }: BucketAt,
  { key, contentType, fileName }: StreamedObject,
  stream: AsyncIterable<Uint8Array>,
): Promise<number> => {
  const at = { Bucket: bucket, Key: key };
  const about = { ...at, ContentType: contentType, ContentDisposition: `attachment; filename="${fileName}"` };
  const etags: string[] = [];
  let uploadId: string | undefined;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let bytes = 0;

  const sendPart = async (): Promise<void> => {
    uploadId ??= (await s3.send(new CreateMultipartUploadCommand(about))).UploadId;
    const { ETag = '' } = await s3.send(
      new UploadPartCommand({
        ...at,
        UploadId: uploadId,
        PartNumber: etags.length + 1,
        Body: Buffer.concat(held),
      }),
    );
    etags.push(ETag);
    held = [];
    heldBytes = 0;
  };

  try {
    for await (const chunk of stream) {
      held.push(chunk);
      heldBytes += chunk.byteLength;
      bytes += chunk.byteLength;
      if (heldBytes >= partBytes) await sendPart();
    }
    if (uploadId === undefined) {
      await s3.send(new PutObjectCommand({ ...about, Body: Buffer.concat(held) }));
      return bytes;
    }
    if (heldBytes > 0) await sendPart();
    await s3.send(
      new CompleteMultipartUploadCommand({
        ...at,
        UploadId: uploadId,
        MultipartUpload: { Parts: etags.map((ETag, n) => ({ ETag, PartNumber: n + 1 })) },
      }),
    );
    return bytes;
  } catch (error) {
    if (uploadId !== undefined) await s3.send(new AbortMultipartUploadCommand({ ...at, UploadId: uploadId }));
    throw error;
  }
};

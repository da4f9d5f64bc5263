import { buffer } from 'node:stream/consumers';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ZipFile } from 'yazl';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { dataRequests } from '../../shared/persistence/data-requests.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { objectSweep } from '../../shared/persistence/object-sweep.s3.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { createReadRendition } from '../../shared/persistence/rendition-reader.s3.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { createGather } from './gather.ts';
import { buildDataExport, type BuildDataExportDeps } from './use-case.ts';

const Message = z.object({ detail: z.object({ data: z.object({ ikmId: z.string(), requestId: z.string() }) }) });

const createHandler = (deps: BuildDataExportDeps & { readonly logger: Logger }) => {
  const build = buildDataExport(deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      try {
        const { ikmId, requestId } = Message.parse(JSON.parse(body)).detail.data;
        await build(ikmId, requestId);
      } catch (error) {
        deps.logger.error('copy of data not made', {
          code: logCodes.recordFailed,
          messageId,
          error: error instanceof Error ? error.stack : String(error),
        });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

const wire = (): BuildDataExportDeps & { readonly logger: Logger } => {
  const env = readEnv(
    z.object({
      TABLE_REGISTER: z.string(),
      TABLE_LISTINGS: z.string(),
      PHOTO_BUCKET: z.string(),
      INTAKE_BUCKET: z.string(),
      SEAL_KEY_ID: z.string(),
    }),
  );
  const timeouts = { connectMs: 1_000, requestMs: 30_000 };
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 3_000 });
  const register = { dynamo, table: env.TABLE_REGISTER };
  const s3 = createS3(timeouts);
  const intake = objectSweep({ s3, bucket: env.INTAKE_BUCKET });
  return {
    logger: createLogger('build-data-export'),
    clock: Date.now,
    ikms: createIkmRepository(register),
    requests: dataRequests(register),
    ...createGather(register, { dynamo, table: env.TABLE_LISTINGS }),
    readPhoto: createReadRendition({ s3, bucket: env.PHOTO_BUCKET }),
    papersOf: async function* (ikmId) {
      for await (const { key } of intake.list(`papers/${ikmId}/`))
        yield { name: `berkas/${key.split('/').slice(2).join('-')}`, bytes: await intake.read(key) };
    },
    sealer: createSealer({ kms: createKms(timeouts), keyId: env.SEAL_KEY_ID, clock: Date.now }),
    remove: intake.remove,
    store: async (key, files, mtime) => {
      const zip = new ZipFile();
      for (const { name, bytes } of files) zip.addBuffer(bytes, name, { mtime });
      zip.end();
      const body = await buffer(zip.outputStream);
      await s3.send(
        new PutObjectCommand({
          Bucket: env.INTAKE_BUCKET,
          Key: key,
          Body: body,
          ContentType: 'application/zip',
          ContentDisposition: 'attachment; filename="data-saya.zip"',
        }),
      );
      return body.length;
    },
  };
};

export const handler = createHandler(wire());

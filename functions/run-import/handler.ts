import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { contentTypes, importKeys, type UploadPart } from '../../shared/domain/import/objects.ts';
import type { Import } from '../../shared/domain/import/import.ts';
import { ObjectReplacedError } from '../../shared/domain/import/replaced.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createAddPhotos } from '../../shared/persistence/add-photos.dynamo.ts';
import { createWriteEntries } from '../../shared/persistence/bulk-entries.dynamo.ts';
import { loadDirectory } from '../../shared/persistence/directory.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createImportFiles } from '../../shared/persistence/import-files.s3.ts';
import { createImports } from '../../shared/persistence/imports.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { objectSource } from '../../shared/persistence/object-source.s3.ts';
import { putStream } from '../../shared/persistence/object-stream.s3.ts';
import { createRefusePhoto } from '../../shared/persistence/photo-repository.dynamo.ts';
import { createPutUpload, createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { openZip } from '../../shared/tabular/zip/open-zip.ts';
import { openRows } from './open-file.ts';
import type { RunImportDeps } from './ports.ts';
import { runImport } from './use-case.ts';
import { reportOf } from './write-report.ts';

const Message = z.object({ detail: z.object({ data: z.object({ importId: z.string() }) }) });

const createHandler = (deps: RunImportDeps & { readonly logger: Logger }) => {
  const run = runImport(deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      try {
        await run(Message.parse(JSON.parse(body)).detail.data.importId, messageId);
      } catch (error) {
        deps.logger.error('import broke off', {
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

/** What is left of the function's 300 s is for the stretch at work and for the end. Milliseconds. */
const budgetMs = 200_000;

const wire = (): RunImportDeps & { readonly logger: Logger } => {
  const env = readEnv(
    z.object({
      TABLE_REGISTER: z.string(),
      INTAKE_BUCKET: z.string(),
      PHOTO_BUCKET: z.string(),
      SEAL_KEY_ID: z.string(),
      IDENTITY_KEY_ID: z.string(),
    }),
  );
  const timeouts = { connectMs: 1_000, requestMs: 5_000 };
  const clock = Date.now;
  const register = { dynamo: createDynamo(timeouts), table: env.TABLE_REGISTER };
  const s3 = createS3({ connectMs: 1_000, requestMs: 30_000 });
  const intake = { s3, bucket: env.INTAKE_BUCKET };
  const kms = createKms(timeouts);
  const sealer = createSealer({ kms, keyId: env.SEAL_KEY_ID, clock });
  const hashIdentity = createIdentityHash({ kms, keyId: env.IDENTITY_KEY_ID });
  const openUpload = ({ importId, uploads }: Import, part: UploadPart) => {
    const etag = uploads?.[part];
    if (etag === undefined) throw new ObjectReplacedError(part);
    return objectSource(intake, { key: importKeys.upload(importId, part), etag });
  };
  return {
    logger: createLogger('run-import'),
    clock,
    budgetMs,
    imports: createImports(register, clock),
    files: createImportFiles(intake),
    membershipsOf: createMembershipsOf(register),
    loadDirectory: (of, caller) => loadDirectory(register, caller, of.target),
    openFile: async (of, directory) =>
      // one day for all runs of an import
      openRows(await openUpload(of, 'source'), of, directory, of.createdAt.slice(0, 10)),
    openPhotos: async (of) => openZip(await openUpload(of, 'photos')),
    writerFor: ({ importId }, caller, directory) =>
      createWriteEntries({ register, caller, directory, importId, clock, sealer, hashIdentity }),
    addPhotos: createAddPhotos(register),
    putUpload: createPutUpload({ s3, bucket: env.PHOTO_BUCKET }),
    refusePhoto: createRefusePhoto(register),
    writeReport: (key, form, rows) =>
      putStream(
        intake,
        { key, contentType: contentTypes[form.format], fileName: `laporan-impor.${form.format}` },
        reportOf(form, rows),
      ),
  };
};

export const handler = createHandler(wire());

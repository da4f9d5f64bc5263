import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import type { Position } from '../../shared/middleware/cursor.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMakerOf } from '../../shared/persistence/makers.dynamo.ts';
import { putStream } from '../../shared/persistence/object-stream.s3.ts';
import { createPacks } from '../../shared/persistence/packs.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { createListProducts } from '../../shared/persistence/product-list.dynamo.ts';
import { readProduct } from '../../shared/persistence/product-repository.dynamo.ts';
import { createReadRendition } from '../../shared/persistence/rendition-reader.s3.ts';
import { buildPack, type BuildPackDeps } from './use-case.ts';

const Message = z.object({ detail: z.object({ data: z.object({ packId: z.string() }) }) });

const createHandler = (deps: BuildPackDeps & { readonly logger: Logger }) => {
  const build = buildPack(deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      try {
        await build(Message.parse(JSON.parse(body)).detail.data.packId);
      } catch (error) {
        deps.logger.error('pack not built', {
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

const pageSize = 100;
/** Who asked was checked when the pack was asked for. */
const everything = { everything: true, areas: [], sentraIds: [], ikmIds: [] } as const;

const wire = (): BuildPackDeps & { readonly logger: Logger } => {
  const env = readEnv(
    z.object({ TABLE_REGISTER: z.string(), PHOTO_BUCKET: z.string(), FILES_BUCKET: z.string(), PUBLIC_URL: z.url() }),
  );
  const register = { dynamo: createDynamo({ connectMs: 1_000, requestMs: 3_000 }), table: env.TABLE_REGISTER };
  const s3 = createS3({ connectMs: 1_000, requestMs: 30_000 });
  const list = createListProducts(register);
  const files = { s3, bucket: env.FILES_BUCKET };
  return {
    logger: createLogger('build-pack'),
    clock: Date.now,
    packs: createPacks(register),
    productIdsOf: async function* (holder) {
      const question =
        holder.type === 'ikm'
          ? { ikmId: holder.id, sentraIsReached: false }
          : { sentraId: holder.id, sentraIsReached: true };
      let position: Position | undefined;
      do {
        const page = await list(everything, question, pageSize, position);
        for (const { productId, approvedEtag, archived } of page.rows)
          if (approvedEtag !== undefined && !archived) yield productId;
        ({ position } = page);
      } while (position !== undefined);
    },
    readProduct: (productId) => readProduct(register, productId),
    makerOf: createMakerOf({ ...register, publicUrl: env.PUBLIC_URL, clock: Date.now }),
    readRendition: createReadRendition({ s3, bucket: env.PHOTO_BUCKET }),
    store: (key, fileName, content) => putStream(files, { key, contentType: 'application/zip', fileName }, content),
  };
};

export const handler = createHandler(wire());

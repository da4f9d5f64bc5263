import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { createReadRendition } from '../../shared/persistence/rendition-reader.s3.ts';
import { getImage, type GetImageDeps } from './use-case.ts';

const kept = { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' } as const;

const createHandler = (deps: GetImageDeps & { readonly logger: Logger }) => {
  const read = getImage(deps);
  return async ({ pathParameters, headers }: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      const image = await read(pathParameters?.['rendition'] ?? '', headers['if-none-match']);
      if (image.kind === 'unknown') return { statusCode: 404, headers: { 'cache-control': 'public, max-age=60' } };
      if (image.kind === 'known') return { statusCode: 304, headers: { ...kept, etag: image.etag } };
      return {
        statusCode: 200,
        headers: { ...kept, etag: image.etag, 'content-type': 'image/jpeg' },
        body: Buffer.from(image.bytes).toString('base64'),
        isBase64Encoded: true,
      };
    } catch (error) {
      deps.logger.error('request failed', {
        code: logCodes.requestFailed,
        error: error instanceof Error ? error.stack : String(error),
      });
      return { statusCode: 503, headers: { 'cache-control': 'no-store', 'retry-after': '30' } };
    }
  };
};

const wire = (): GetImageDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ PHOTO_BUCKET: z.string() }));
  return {
    logger: createLogger('get-image'),
    readRendition: createReadRendition({ s3: createS3(apiTimeouts), bucket: env.PHOTO_BUCKET }),
  };
};

export const handler = createHandler(wire());

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import { toIso } from '../../shared/domain/time.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createMakerOf } from '../../shared/persistence/makers.dynamo.ts';
import { readProduct } from '../../shared/persistence/product-repository.dynamo.ts';
import { notFoundPage, toPage } from './page.ts';
import { getProductPage, type GetProductPageDeps } from './use-case.ts';

const createHandler = (deps: GetProductPageDeps & { readonly logger: Logger }) => {
  const read = getProductPage(deps);
  return async ({ pathParameters, headers }: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const productId = ProductId.safeParse(pathParameters?.['productId']);
    if (!productId.success) return notFoundPage();
    try {
      const page = await read(productId.data);
      if (page === undefined) return notFoundPage();
      return toPage(page, toIso(deps.clock()).slice(0, 10), headers['if-none-match']);
    } catch (error) {
      deps.logger.error('request failed', {
        code: logCodes.requestFailed,
        error: error instanceof Error ? error.stack : String(error),
      });
      return {
        statusCode: 503,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '30' },
        body: 'Halaman ini sedang tidak dapat dibuka. Coba lagi sebentar.',
      };
    }
  };
};

const wire = (): GetProductPageDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string(), PUBLIC_URL: z.url() }));
  const clock = Date.now;
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  // where orders are taken, buyers know the place by its name; a feed leads back here
  const shops = new Map(
    marketplaces.filter(({ takesOrders }) => takesOrders).map(({ name, displayName }) => [name, displayName]),
  );
  return {
    logger: createLogger('get-product-page'),
    clock,
    readProduct: (productId) => readProduct(register, productId),
    makerOf: createMakerOf({ ...register, publicUrl: env.PUBLIC_URL, clock }),
    listings: listingRepository({ dynamo, table: env.TABLE_LISTINGS }, clock),
    shopNameOf: (marketplace) => shops.get(marketplace),
  };
};

export const handler = createHandler(wire());

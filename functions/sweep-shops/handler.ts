import * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { shopItems } from '../../shared/persistence/shop-items.dynamo.ts';
import { sweepShops, type SweepShopsDeps } from './use-case.ts';

const createHandler = (deps: SweepShopsDeps) => {
  const sweep = sweepShops(deps);
  return async (): Promise<{ readonly asked: number }> => ({ asked: await sweep() });
};

const wire = (): SweepShopsDeps => {
  const env = readEnv(z.object({ TABLE_LISTINGS: z.string() }));
  const at = { dynamo: createDynamo({ connectMs: 1_000, requestMs: 5_000 }), table: env.TABLE_LISTINGS };
  return {
    marketplaces: marketplaces.filter(({ parts }) => parts.includes('shop')).map(({ name }) => name),
    items: shopItems(at, Date.now),
  };
};

export const handler = createHandler(wire());

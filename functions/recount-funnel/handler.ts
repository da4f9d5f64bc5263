import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createFunnelProofs } from '../../shared/persistence/funnel-proofs.dynamo.ts';
import { createFunnelRecords, createFunnelRound, createFunnelStore } from '../../shared/persistence/funnel.dynamo.ts';
import { createAllIkms } from '../../shared/persistence/places.dynamo.ts';
import { recountFunnel, type RecountFunnelDeps } from './use-case.ts';

const createHandler = (deps: RecountFunnelDeps) => {
  const recount = recountFunnel(deps);
  return async (): Promise<{ readonly looked: number }> => ({ looked: await recount() });
};

const wire = (): RecountFunnelDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 5_000 });
  const register = { dynamo, table: env.TABLE_REGISTER };
  return {
    funnel: createFunnelStore(register),
    records: createFunnelRecords(register),
    proofs: createFunnelProofs(register, { dynamo, table: env.TABLE_LISTINGS }, Date.now),
    allIkms: createAllIkms(register),
    round: createFunnelRound(register),
    clock: Date.now,
  };
};

export const handler = createHandler(wire());

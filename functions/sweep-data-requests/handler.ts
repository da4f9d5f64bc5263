import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { dataRequests } from '../../shared/persistence/data-requests.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { sweepDataRequests, type SweepDataRequestsDeps } from './use-case.ts';

const createHandler = (deps: SweepDataRequestsDeps) => sweepDataRequests(deps);

const wire = (): SweepDataRequestsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  return {
    requests: dataRequests({ dynamo: createDynamo({ connectMs: 1_000, requestMs: 5_000 }), table: env.TABLE_REGISTER }),
  };
};

export const handler = createHandler(wire());

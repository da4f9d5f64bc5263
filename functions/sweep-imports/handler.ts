import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createImports, createOpenImports } from '../../shared/persistence/imports.dynamo.ts';
import { sweepImports, type SweepImportsDeps } from './use-case.ts';

const createHandler = (deps: SweepImportsDeps) => {
  const sweep = sweepImports(deps);
  return async (): Promise<{ readonly asked: number }> => ({ asked: await sweep() });
};

const wire = (): SweepImportsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo({ connectMs: 1_000, requestMs: 5_000 }), table: env.TABLE_REGISTER };
  return { imports: createImports(register, Date.now), openImports: createOpenImports(register), clock: Date.now };
};

export const handler = createHandler(wire());

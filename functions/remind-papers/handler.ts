import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createDuePapers, createPapers } from '../../shared/persistence/papers.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { paperShards } from '../../shared/persistence/rows/paper-row.ts';
import { remindPapers, type RemindPapersDeps } from './use-case.ts';

const createHandler = (deps: RemindPapersDeps) => {
  const remind = remindPapers(deps);
  return async (): Promise<{ readonly given: number }> => ({ given: await remind() });
};

const wire = (): RemindPapersDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo({ connectMs: 1_000, requestMs: 5_000 }), table: env.TABLE_REGISTER };
  return {
    papers: createPapers(register, Date.now),
    placeOfIkm: createPlaceOfIkm(register),
    shards: paperShards,
    due: createDuePapers(register, Date.now),
    clock: Date.now,
  };
};

export const handler = createHandler(wire());

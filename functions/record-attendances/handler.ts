import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toScanResult } from '../../shared/domain/batch/attendance.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createBatches, createTrainings } from '../../shared/persistence/batches.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { recordAttendances, type RecordAttendancesDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & RecordAttendancesDeps) => {
  const act = recordAttendances(deps);
  return httpHandler(route, deps, async ({ caller, body, language }) => {
    const { attendances } = body;
    const outcomes = await act(caller, attendances);
    const results = attendances.flatMap(({ attendanceId }, n) => {
      const outcome = outcomes[n];
      return outcome === undefined ? [] : [toScanResult(attendanceId, outcome, language)];
    });
    return { status: 200, body: { results } };
  });
};

const wire = (): HttpDeps & RecordAttendancesDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), IDENTITY_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('record-attendances'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    batches: createBatches(register),
    trainings: createTrainings(register),
    placeOfIkm: createPlaceOfIkm(register),
    hashIdentity: createIdentityHash({ kms: createKms(apiTimeouts), keyId: env.IDENTITY_KEY_ID }),
  };
};

export const handler = createHandler(wire());

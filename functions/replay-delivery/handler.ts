import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { deliveryView } from '../../shared/domain/partner/delivery.ts';
import { createSafeFetch } from '../../shared/messaging/safe-fetch.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { partnerRepository } from '../../shared/persistence/partner-repository.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { deliveryLog, partnerShelf } from '../../shared/persistence/partner-shelf.dynamo.ts';
import { route } from './route.ts';
import { replayDelivery, type ReplayDeliveryDeps } from './use-case.ts';

/** A message is given up after this long, in milliseconds. */
const callMs = 18_000;

const createHandler = (deps: HttpDeps & ReplayDeliveryDeps) => {
  const act = replayDelivery(deps);
  return httpHandler(route, deps, async ({ caller, params }) => ({
    status: 200,
    body: deliveryView(await act(caller, params.partnerId, params.deliveryId)),
  }));
};

const wire = (): HttpDeps & ReplayDeliveryDeps => {
  const env = readEnv(
    z.object({
      TABLE_REGISTER: z.string(),
      TABLE_LISTINGS: z.string(),
      SEAL_KEY_ID: z.string(),
      PARTNER_BASE_URL: z.url(),
    }),
  );
  const clock = Date.now;
  const dynamo = createDynamo(apiTimeouts);
  const table = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock });
  const shelf = partnerShelf(table, clock);
  return {
    logger: createLogger('replay-delivery'),
    clock,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    audit: createAudit({ dynamo, table: env.TABLE_REGISTER }),
    partners: partnerRepository(table, sealer),
    fetch: createSafeFetch({ ownBase: env.PARTNER_BASE_URL, fetch: globalThis.fetch }),
    log: (accountId, sent) => shelf(accountId).deliveries.log(sent),
    signal: () => AbortSignal.timeout(callMs),
    deliveries: deliveryLog(table),
  };
};

export const handler = createHandler(wire());

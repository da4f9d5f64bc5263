import * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { partnerView } from '../../shared/domain/partner/view.ts';
import { checkAddress } from '../../shared/messaging/safe-fetch.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { partnerRepository } from '../../shared/persistence/partner-repository.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { route } from './route.ts';
import { savePartner, type SavePartnerDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SavePartnerDeps) => {
  const save = savePartner(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch, language }) => {
    const { isNew, partner, account, endpoint, secret } = await save(caller, { ...params, body, ifMatch });
    return {
      status: isNew ? 201 : 200,
      body: partnerView(partner, account, endpoint, language, secret),
      etag: partner.etag,
    };
  });
};

const wire = (): HttpDeps & SavePartnerDeps => {
  const env = readEnv(
    z.object({
      TABLE_REGISTER: z.string(),
      TABLE_LISTINGS: z.string(),
      SEAL_KEY_ID: z.string(),
      PARTNER_BASE_URL: z.url(),
    }),
  );
  const dynamo = createDynamo(apiTimeouts);
  const sealer = createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock: Date.now });
  return {
    logger: createLogger('save-partner'),
    clock: Date.now,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    audit: createAudit({ dynamo, table: env.TABLE_REGISTER }),
    partners: partnerRepository({ dynamo, table: env.TABLE_LISTINGS }, sealer),
    checkAddress: checkAddress(env.PARTNER_BASE_URL),
    formats: marketplaces.flatMap(({ feedFormat }) => feedFormat ?? []),
  };
};

export const handler = createHandler(wire());

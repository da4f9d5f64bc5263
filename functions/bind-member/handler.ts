import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMemberRepository } from '../../shared/persistence/member-repository.dynamo.ts';
import { onSignIn } from './on-sign-in.ts';

const wire = (): Parameters<typeof onSignIn>[0] => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), IDENTITY_KEY_ID: z.string() }));
  return {
    logger: createLogger('bind-member'),
    members: createMemberRepository({ dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER }),
    hashIdentity: createIdentityHash({ kms: createKms(apiTimeouts), keyId: env.IDENTITY_KEY_ID }),
  };
};

export const handler = onSignIn(wire());

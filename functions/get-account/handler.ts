import * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import { accountView } from '../../shared/domain/account/view.ts';
import { formatsOf } from '../../shared/domain/feed/formats.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { getAccount, type GetAccountDeps } from './use-case.ts';

interface ViewDeps {
  /** Where an account's feed stands, if it has one. */
  readonly feedsOf: (account: Account) => {
    readonly feeds?: readonly { readonly format: string; readonly url: string }[];
  };
}

const createHandler = (deps: HttpDeps & GetAccountDeps & ViewDeps) => {
  const act = getAccount(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const { account, legalHolder } = await act(caller, params.accountId);
    const joint = account.holder.type === 'sentra' ? { legalHolder: legalHolder ?? null } : {};
    return { status: 200, body: { ...accountView(account), ...joint, ...deps.feedsOf(account) }, etag: account.etag };
  });
};

const wire = (): HttpDeps & GetAccountDeps & ViewDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string(), PUBLIC_URL: z.url() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('get-account'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    accounts: accountReader(table),
    feedsOf: (account) => {
      const formats = formatsOf(account, marketplaces);
      if (formats.length === 0) return {};
      const url = `${env.PUBLIC_URL}/v1/feeds/${account.accountId}`;
      return { feeds: formats.map((format) => ({ format, url: `${url}/${format}` })) };
    },
    placeOfSentra: createPlaceOfSentra(register),
  };
};

export const handler = createHandler(wire());

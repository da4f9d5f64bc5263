import type { Account } from '../shared/domain/account/account.ts';
import type { AccountStore } from '../shared/domain/account/store.ts';
import type { CircumstancesOf, Origin } from '../shared/domain/listing/circumstances.ts';
import type { Listable } from '../shared/domain/listing/listable.ts';
import type { Overrides } from '../shared/domain/listing/listing.ts';
import type { Clock } from '../shared/domain/time.ts';
import { assess, type Assessment } from './assess.ts';
import type { AppSecret, Connector, FactCache } from './connector.ts';

export interface AssessAllDeps {
  readonly loadConnector: (marketplace: string) => Promise<Connector | undefined>;
  readonly appOf: (connector: Connector) => Promise<{ readonly app: AppSecret; readonly baseUrl: string }>;
  readonly factsOf: (marketplace: string) => FactCache;
  readonly accounts: AccountStore;
  readonly circumstancesOf: CircumstancesOf;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly fetch: typeof fetch;
  readonly signal: () => AbortSignal;
}

/** Assesses with whichever connector the account belongs to. */
export const assessAll =
  (deps: AssessAllDeps) =>
  async (account: Account, listable: Listable, overrides: Overrides, origin: Origin): Promise<Assessment> => {
    const connector = await deps.loadConnector(account.marketplace);
    if (connector === undefined) return { kind: 'lost' };
    const { app, baseUrl } = await deps.appOf(connector);
    const { accounts, circumstancesOf, clock, newId, fetch } = deps;
    return assess({
      connector,
      accounts,
      circumstancesOf,
      clock,
      newId,
      facts: deps.factsOf(connector.name),
      app: { app, baseUrl, fetch, clock, signal: deps.signal() },
    })(account, listable, overrides, origin);
  };

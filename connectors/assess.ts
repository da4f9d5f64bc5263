import type { Account } from '../shared/domain/account/account.ts';
import type { Listable } from '../shared/domain/listing/listable.ts';
import type { Overrides } from '../shared/domain/listing/listing.ts';
import { openAccess, type AccessDeps } from './access.ts';
import type { FactCache, MarketplaceFacts, Plan, Session } from './connector.ts';

/** What a shop would be sent, or why that cannot be said now. */
export type Assessment =
  | { readonly kind: 'planned'; readonly plan: Plan; readonly facts: MarketplaceFacts }
  | { readonly kind: 'lost' }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number; readonly slowDown?: true };

export interface AssessDeps extends AccessDeps {
  readonly facts: FactCache;
}

/** Waiting for somebody else's refresh of the token, in milliseconds. */
const busyMs = 1_000;

/**
 * Gathers the marketplace's facts for a listable and plans it: the one way by which readiness, requirements and push come
 * to their verdict. A token that is refused is refreshed once.
 */
export const assess =
  (deps: AssessDeps) =>
  async (account: Account, listable: Listable, overrides: Overrides): Promise<Assessment> => {
    const { connector, app, accounts, facts } = deps;
    let refused: string | undefined;
    for (let round = 0; round < 2; round += 1) {
      const access = await openAccess(deps)(account, refused);
      if (access.kind === 'busy') return { kind: 'retry', reason: 'token-busy', afterMs: busyMs };
      if (access.kind !== 'ok') return access;
      const session: Session = { ...app, shopId: account.shopId ?? '', accessToken: access.accessToken };
      const result = await connector.gatherFacts(session, listable, overrides, facts);
      switch (result.kind) {
        case 'ok':
          return { kind: 'planned', plan: connector.plan(listable, overrides, result.value), facts: result.value };
        case 'token-refused':
          refused = access.accessToken;
          continue;
        case 'account-lost':
          await accounts.lose(account.accountId, 'revoked', result.reason);
          return { kind: 'lost' };
        case 'retry':
          return result;
        case 'unknown':
          return { kind: 'retry', reason: result.reason };
        case 'rejected':
          return { kind: 'retry', reason: result.marketplaceCode };
        case 'deferred':
          return { kind: 'retry', reason: result.reason.code };
        case 'gone':
          return { kind: 'retry', reason: 'facts-gone' };
      }
    }
    return { kind: 'retry', reason: 'token-refused' };
  };

import type { Account } from '../shared/domain/account/account.ts';
import { verdictEndsAtMs } from '../shared/domain/legality/judge.ts';
import type { CircumstancesOf, Origin } from '../shared/domain/listing/circumstances.ts';
import type { Listable } from '../shared/domain/listing/listable.ts';
import type { Overrides } from '../shared/domain/listing/listing.ts';
import { prepare } from '../shared/domain/listing/prepare.ts';
import { openAccess, type AccessDeps } from './access.ts';
import type { FactCache, MarketplaceFacts, Plan, Session } from './connector.ts';

/** What a shop would be sent, or why that cannot be said now. */
export type Assessment =
  | {
      readonly kind: 'planned';
      /** Its problems are the house's own, the law's and the marketplace's. */
      readonly plan: Plan;
      readonly facts: MarketplaceFacts;
      /** The product as this shop sells it: with its prices, stocks and title. */
      readonly listable: Listable;
      /** When a date next changes the verdict, in milliseconds since 1970. */
      readonly endsAtMs: number | undefined;
    }
  | { readonly kind: 'lost' }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number; readonly slowDown?: true };

export interface AssessDeps extends AccessDeps {
  readonly facts: FactCache;
  readonly circumstancesOf: CircumstancesOf;
}

/** Waiting for somebody else's refresh of the token, in milliseconds. */
const busyMs = 1_000;

/**
 * Prepares a listable for a shop, gathers the marketplace's facts for it and plans it: the one way by which readiness,
 * requirements, dry run and push come to their verdict. A token that is refused is refreshed once.
 */
export const assess =
  (deps: AssessDeps) =>
  async (account: Account, listable: Listable, overrides: Overrides, origin: Origin): Promise<Assessment> => {
    const { connector, app, accounts, facts, clock } = deps;
    const nowMs = clock();
    // a partner's buyers order too, and it tells us by events
    const takesOrders = connector.orders !== null || connector.callsPartners === true;
    const marketplace = { title: connector.title, takesOrders };
    const circumstances = await deps.circumstancesOf(account, listable, origin);
    const ready = prepare(account, listable, overrides, marketplace, circumstances, nowMs);
    let refused: string | undefined;
    for (let round = 0; round < 2; round += 1) {
      const access = await openAccess(deps)(account, refused);
      if (access.kind === 'busy') return { kind: 'retry', reason: 'token-busy', afterMs: busyMs };
      if (access.kind !== 'ok') return access;
      const session: Session = { ...app, shopId: account.shopId ?? '', accessToken: access.accessToken };
      // a category is told better by the owner's name than by one filled up with places
      const asNamed = { ...ready.listable, name: listable.name };
      const result = await connector.gatherFacts(session, asNamed, ready.overrides, facts);
      switch (result.kind) {
        case 'ok': {
          const plan = connector.plan(ready.listable, ready.overrides, result.value);
          return {
            kind: 'planned',
            plan: { ...plan, problems: [...ready.problems, ...plan.problems] },
            facts: result.value,
            listable: ready.listable,
            endsAtMs: verdictEndsAtMs(listable, nowMs),
          };
        }
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

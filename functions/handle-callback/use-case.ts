import { openAccess } from '../../connectors/access.ts';
import type { PushHint } from '../../connectors/connector.ts';
import { lookAtOrder, type LookAtOrdersDeps } from '../../connectors/look-at-order.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import type { AccountStore } from '../../shared/domain/account/store.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import { productOfMarker } from '../../shared/domain/listing/marker.ts';
import type { ListingRef } from '../../shared/domain/listing/store.ts';

export interface HandleCallbackDeps extends LookAtOrdersDeps {
  readonly accounts: AccountStore & {
    readonly ofShop: (marketplace: string, shopId: string) => Promise<Account | undefined>;
    readonly change: (before: Account, account: Account) => Promise<'written' | 'conflict'>;
  };
  readonly listings: { readonly mark: (ref: ListingRef, also: 'look') => Promise<Listing | undefined> };
  /** The product that the shop's own item was linked with. */
  readonly linkedProductOf: (marketplace: string, shopId: string, externalId: string) => Promise<string | undefined>;
}

/** `later`: the marketplace could not be asked now. */
export type Handled = 'done' | 'later';

/**
 * Acts on one hint of a push. Nothing is believed: an item is read again and its listing found by our marker, an order is
 * read again and taken in; a lost grant shows when its token is refreshed.
 */
export const handleHint =
  (deps: HandleCallbackDeps) =>
  async (hint: PushHint): Promise<Handled> => {
    const { accounts, connector } = deps;
    switch (hint.kind) {
      case 'look-at-item':
        return lookAtItem(deps, hint.shopId, hint.externalId);
      case 'look-at-order': {
        const account = await accounts.ofShop(connector.name, hint.shopId);
        if (account === undefined || connector.orders === null) return 'done';
        return lookAtOrder(deps, connector.orders)(account, hint.externalId);
      }
      case 'account-deauthorized': {
        const account = await accounts.ofShop(connector.name, hint.shopId);
        if (account === undefined) return 'done';
        const tokens = await accounts.tokens(account.accountId);
        if (tokens === undefined) return 'done';
        // an old push may come again after a reconnection: only the marketplace's answer counts
        const access = await openAccess(deps)(account, tokens.accessToken);
        return access.kind === 'retry' || access.kind === 'busy' ? 'later' : 'done';
      }
      case 'account-expiring':
        for (const shopId of hint.shopIds) {
          const account = await accounts.ofShop(connector.name, shopId);
          if (account?.state === 'connected') await accounts.change(account, { ...account, state: 'expiring' });
        }
        return 'done';
      case 'account-authorized':
      case 'none':
        return 'done';
    }
  };

const lookAtItem = async (deps: HandleCallbackDeps, shopId: string, externalId: string): Promise<Handled> => {
  const { accounts, connector, app } = deps;
  const account = await accounts.ofShop(connector.name, shopId);
  if (account === undefined) return 'done';
  let refused: string | undefined;
  for (let round = 0; round < 2; round += 1) {
    const access = await openAccess(deps)(account, refused);
    if (access.kind === 'lost') return 'done';
    if (access.kind !== 'ok') return 'later';
    const result = await connector.read({ ...app, shopId, accessToken: access.accessToken }, externalId);
    if (result.kind === 'token-refused') {
      refused = access.accessToken;
      continue;
    }
    if (result.kind === 'retry' || result.kind === 'unknown' || result.kind === 'deferred') return 'later';
    if (result.kind !== 'ok' || result.value === null) return 'done';
    const productId =
      (await deps.linkedProductOf(connector.name, shopId, externalId)) ?? productOfMarker(result.value.marker);
    // an item that is neither ours nor linked is none of our business
    if (productId === undefined) return 'done';
    await deps.listings.mark({ productId, accountId: account.accountId, marketplace: connector.name }, 'look');
    return 'done';
  }
  return 'later';
};

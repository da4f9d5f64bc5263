import { Consent } from '../domain/account/consent.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { putItem, readItem } from './versioned-item.ts';

/** What owners said about being sold by joint shops. */
export const consentStore = (at: TableAt) => ({
  /** Strongly read; undefined when nothing was ever said. */
  read: (accountId: string, ikmId: string): Promise<Consent | undefined> =>
    readItem(at, listingKeys.consent(accountId, ikmId), Consent),

  /** `conflict` when somebody else said something since `before` was read. */
  say: (consent: Consent, before: Consent | undefined): Promise<'written' | 'conflict'> =>
    putItem(
      at,
      { ...listingKeys.consent(consent.accountId, consent.ikmId), type: 'consent', ...consent },
      before === undefined ? 'absent' : { etag: before.etag },
    ),
});

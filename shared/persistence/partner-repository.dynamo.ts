import * as z from 'zod';
import { TokenPair, type Account } from '../domain/account/account.ts';
import type { DataKey, Sealer } from '../domain/identity/sealer.ts';
import { endpointOf, type Endpoint } from '../domain/partner/endpoint.ts';
import type { Partner } from '../domain/partner/partner.ts';
import type { PartnerStore } from '../domain/partner/partner-store.ts';
import { nextEtag } from '../domain/save.ts';
import { toAccountRow } from './account-openings.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { partnerReader } from './partner-reader.dynamo.ts';
import { readItem, transact, type Item } from './versioned-item.ts';

/** An endpoint has no end of its own. Year 2200, in milliseconds. */
const neverMs = Date.UTC(2200, 0, 1);

const TokensRow = z.object({
  dataKey: z.object({ recordId: z.string(), wrapped: z.string() }),
  sealed: z.record(z.string(), z.string()),
});

const toPartnerRow = (partner: Partner): Item => ({
  ...listingKeys.partner(partner.partnerId),
  type: 'partner',
  ...partner,
});

/** Partners. The endpoint is sealed where other accounts have their access token, so whatever acts for an account finds it. */
export const partnerRepository = (at: TableAt, sealer: Pick<Sealer, 'createKey' | 'seal' | 'open'>): PartnerStore => {
  const tokensRow = async (accountId: string, endpoint: Endpoint): Promise<Item> => {
    const dataKey: DataKey = await sealer.createKey(accountId);
    const text = JSON.stringify(endpoint);
    return {
      ...listingKeys.tokens(accountId),
      type: 'tokens',
      accountId,
      dataKey,
      sealed: await sealer.seal(dataKey, { accessToken: text, refreshToken: text }),
      accessEndsAtMs: neverMs,
      refreshEndsAtMs: neverMs,
    };
  };

  /** The account acts for itself: the lock that other shops have, so that it is found as they are. */
  const shopRow = ({ marketplace, accountId }: Account, etag: string): Item => ({
    ...listingKeys.shop(marketplace, accountId),
    type: 'shop',
    accountId,
    etag,
  });

  return {
    ...partnerReader(at),

    endpoint: async (partnerId) => {
      const row = await readItem(at, listingKeys.tokens(partnerId), TokensRow);
      if (row === undefined) return undefined;
      return endpointOf(TokenPair.parse(await sealer.open(row.dataKey, row.sealed)).accessToken);
    },

    create: async (partner, fresh, endpoint) => {
      const written = await transact(at, [
        { put: toPartnerRow(partner), expected: 'absent' },
        { put: toAccountRow(fresh), expected: 'absent' },
        { put: await tokensRow(fresh.accountId, endpoint), expected: 'absent' },
        { put: shopRow(fresh, '1'), expected: 'absent' },
      ]);
      return written.written ? 'written' : 'conflict';
    },

    change: async (before, partner, changed, endpoint) => {
      const written = await transact(at, [
        { put: toPartnerRow(partner), expected: { etag: before.partner.etag } },
        {
          put: toAccountRow({ ...changed, etag: nextEtag(before.account.etag) }),
          expected: { etag: before.account.etag },
        },
        { put: await tokensRow(changed.accountId, endpoint), expected: 'any' },
        { put: shopRow(changed, nextEtag(before.account.etag)), expected: 'any' },
      ]);
      return written.written ? 'written' : 'conflict';
    },
  };
};

import type { Account } from '../account/account.ts';

/** Names of the formats an account's feed is written in: those chosen for a partner, else its marketplace's own. */
export const formatsOf = (
  account: Pick<Account, 'marketplace' | 'formats'>,
  marketplaces: readonly { readonly name: string; readonly feedFormat: string | null }[],
): readonly string[] => {
  const own = marketplaces.find(({ name }) => name === account.marketplace)?.feedFormat ?? null;
  // a marketplace without a feed has none, whatever stands on the account
  if (own === null) return [];
  return account.formats ?? [own];
};

import type { Account } from '../../shared/domain/account/account.ts';
import { mustHold, reachAccount } from '../../shared/domain/account/reach.ts';
import type { ShopRules } from '../../shared/domain/account/shop-rules.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { assertKnownRegion } from '../../shared/domain/region/check-region.ts';
import { nextEtag } from '../../shared/domain/save.ts';

export interface SaveShopRulesDeps {
  readonly accounts: {
    readonly read: (accountId: string) => Promise<Account | undefined>;
    readonly change: (before: Account, account: Account) => Promise<'written' | 'conflict'>;
  };
}

const tries = 5;
const pickupOfJointShops = {
  path: 'pickup',
  code: 'joint-shops-only',
  message: {
    id: 'Titik jemput hanya untuk toko bersama sentra.',
    en: "A pickup point is for a sentra's joint shop only.",
  },
};

/**
 * Replaces a shop's rules, which makes its listings due; the same rules again change nothing.
 * @throws ProblemError `bad-request` (a pickup point of an IKM's own shop), `unknown-region`, `forbidden` (who does not hold the
 * shop), `not-found`, `not-a-member`, `stale-etag`, `conflict`
 */
export const saveShopRules =
  ({ accounts }: SaveShopRulesDeps) =>
  async (
    caller: Caller,
    {
      accountId,
      rules,
      ifMatch,
    }: { readonly accountId: string; readonly rules: ShopRules; readonly ifMatch: string | undefined },
  ): Promise<{ readonly rules: ShopRules; readonly etag: string }> => {
    for (let n = 0; n < tries; n += 1) {
      const account = await reachAccount(accounts, caller, accountId);
      mustHold(caller, account);
      if (rules.pickup !== undefined) {
        if (account.holder.type !== 'sentra') throw new ProblemError('bad-request', [pickupOfJointShops]);
        assertKnownRegion(rules.pickup.regionCode, 'pickup/regionCode');
      }
      if (ifMatch !== undefined && ifMatch !== account.etag) throw new ProblemError('stale-etag');
      if (digestOf(rules) === digestOf(account.rules ?? {})) return { rules, etag: account.etag };
      const changed = { ...account, rules, terms: (account.terms ?? 0) + 1 };
      if ((await accounts.change(account, changed)) === 'written') return { rules, etag: nextEtag(account.etag) };
    }
    throw new ProblemError('conflict');
  };

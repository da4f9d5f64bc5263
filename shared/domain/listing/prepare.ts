import type { Account } from '../account/account.ts';
import { applyShopRules } from '../account/shop-rules.ts';
import { judgeLegality, validPapers } from '../legality/judge.ts';
import { isOneOff, oneOffElsewhere, type Circumstances } from './circumstances.ts';
import type { Listable } from './listable.ts';
import type { Overrides } from './listing.ts';
import type { ListingProblem } from './problem.ts';
import { ownProblems } from './problems.ts';
import { titleOf } from './title.ts';

/** What of a marketplace matters before its connector is asked. */
interface Marketplace {
  readonly title: { readonly min: number; readonly max: number; readonly unit: 'characters' | 'bytes' };
  readonly takesOrders: boolean;
}

/** A product as a shop would sell it, and what of our own and of the law is against it or worth saying. */
interface Prepared {
  readonly listable: Listable;
  readonly overrides: Overrides;
  readonly problems: readonly ListingProblem[];
}

/**
 * Applies what the house decides before a connector plans: the shop's prices, stocks and title, the sentra's category, the law of
 * the day, and who must have agreed. Pure; an override of the listing wins over each.
 */
export const prepare = (
  { accountId, marketplace, holder, rules }: Account,
  listable: Listable,
  overrides: Overrides,
  { title, takesOrders }: Marketplace,
  { consent, legalHolder, categories, siblings }: Circumstances,
  nowMs: number,
): Prepared => {
  const ruled = applyShopRules(listable, rules ?? {});
  const categoryId = overrides.categoryId ?? categories[marketplace];
  const isElsewhere =
    takesOrders &&
    isOneOff(listable) &&
    overrides.allowOneOffHere !== true &&
    oneOffElsewhere(accountId, siblings) !== undefined;
  return {
    listable: {
      ...ruled,
      name: titleOf(ruled, title, rules?.titleTemplate),
      legality: validPapers(listable.legality, nowMs),
    },
    overrides: { ...overrides, ...(categoryId === undefined ? {} : { categoryId }) },
    problems: [
      ...(consent === false ? [ownProblems['consent-missing']] : []),
      ...(isElsewhere ? [ownProblems['one-off-elsewhere']] : []),
      ...judgeLegality(listable, nowMs),
      ...(holder.type === 'sentra' && legalHolder === undefined ? [ownProblems['legal-holder-missing']] : []),
    ],
  };
};

import type { Assessment } from '../../connectors/assess.ts';
import type { Connector, Plan, Requirements } from '../../connectors/connector.ts';
import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import type { Maker } from '../../shared/domain/ikm/maker.ts';
import type { Origin } from '../../shared/domain/listing/circumstances.ts';
import type { Listable, ListableOffer } from '../../shared/domain/listing/listable.ts';
import {
  parts,
  type Listing,
  type ListingProblem,
  type Overrides,
  type Part,
} from '../../shared/domain/listing/listing.ts';
import { partHashes } from '../../shared/domain/listing/part-hashes.ts';
import { reachListing, type ReachDeps } from '../../shared/domain/listing/reach.ts';
import type { ListingKey } from '../../shared/domain/listing/store.ts';
import { titleLength } from '../../shared/domain/listing/title.ts';
import { draftListable, toListable } from '../../shared/domain/listing/to-listable.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface PreviewListingDeps extends ReachDeps {
  readonly listings: { readonly read: (key: ListingKey) => Promise<Listing | undefined> };
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly loadConnector: (marketplace: string) => Promise<Connector | undefined>;
  readonly assess: (account: Account, listable: Listable, overrides: Overrides, origin: Origin) => Promise<Assessment>;
  /** What the shop sells already that keeps the product from being created there. */
  readonly obstacles: (account: Account, product: Listable) => Promise<readonly ListingProblem[]>;
}

interface PreviewOffer {
  readonly variantId: string | null;
  readonly values: string[];
  readonly priceIdr: number;
  readonly productPriceIdr: number;
  readonly estimatedIncomeIdr: number;
  readonly stock: number;
}

export interface Preview {
  readonly marketplace: string;
  readonly problems: readonly ListingProblem[];
  readonly title: { before: string; after: string; length: number; min: number; max: number };
  readonly description: string;
  readonly category: Requirements['category'];
  readonly photos: readonly string[];
  readonly package: NonNullable<Listable['package']> | null;
  readonly feeShare: number;
  readonly offers: readonly PreviewOffer[];
  readonly plan: Plan;
  readonly differs: readonly Part[];
}

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** Whole rupiah left of a price, rounded down: an estimate should not promise. */
const incomeOf = (priceIdr: number, feeShare: number): number => Math.floor(priceIdr * (1 - feeShare));

/**
 * What a push would send now, by the verdict that a push comes to. Works before the product is approved, on its newest content.
 * @throws ProblemError `wrong-state` while the shop is not connected, `unavailable`, `not-found`, `not-a-member`
 */
export const previewListing =
  (deps: PreviewListingDeps) =>
  async (caller: Caller, key: ListingKey): Promise<Preview> => {
    const { file, account } = await reachListing(deps, caller, key);
    const connector = await deps.loadConnector(account.marketplace);
    if (connector === undefined || !isUsable(account)) throw new ProblemError('wrong-state');
    const { ikmId, sentraId } = file.product;
    const [listing, maker] = await Promise.all([deps.listings.read(key), deps.makerOf(ikmId)]);
    const assessed = toListable(file, maker);
    const listable = assessed.kind === 'listable' ? assessed.listable : draftListable(file, maker);
    const overrides = listing?.overrides ?? {};
    const verdict = await deps.assess(account, listable, overrides, { ikmId, sentraId });
    if (verdict.kind === 'lost') throw new ProblemError('wrong-state');
    if (verdict.kind === 'retry') throw new ProblemError('unavailable');
    const { plan, facts, listable: ruled } = verdict;
    const isThere = listing?.observed.item !== undefined || listing?.link !== undefined;
    const named = { ...listable, name: overrides.name ?? listable.name };
    const obstacles = isThere || connector.shop === null ? [] : await deps.obstacles(account, named);
    const { title, feeShare } = connector;
    const after = textOf(plan.content['name'], overrides.name ?? ruled.name);
    const hashes = partHashes(plan);
    const offerOf = (
      variantId: string | null,
      values: readonly string[],
      { priceIdr, stock }: ListableOffer,
      { priceIdr: productPriceIdr }: ListableOffer,
    ): PreviewOffer => ({
      variantId,
      values: [...values],
      priceIdr,
      productPriceIdr,
      estimatedIncomeIdr: incomeOf(priceIdr, feeShare),
      stock,
    });
    const whole = { ...ruled.offer, priceIdr: overrides.priceIdr ?? ruled.offer.priceIdr };
    return {
      marketplace: account.marketplace,
      problems: [...(assessed.kind === 'listable' ? [] : assessed.problems), ...plan.problems, ...obstacles],
      title: {
        before: listable.name,
        after,
        length: titleLength(after, title.unit),
        min: title.min,
        max: title.max,
      },
      description: textOf(plan.content['description'], overrides.description ?? ruled.description),
      category: connector.requirements(facts).category,
      photos: plan.photos,
      package: ruled.package ?? null,
      feeShare,
      offers:
        ruled.variants === undefined
          ? [offerOf(null, [], whole, listable.offer)]
          : ruled.variants.items.map((item, at) =>
              offerOf(item.variantId, item.values, item.offer, listable.variants?.items[at]?.offer ?? item.offer),
            ),
      plan,
      differs: parts.filter((part) => listing?.observed.confirmed[part] !== hashes[part]),
    };
  };

import type { Assessment } from '../../connectors/assess.ts';
import type { Connector, Requirements } from '../../connectors/connector.ts';
import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import type { Maker } from '../../shared/domain/ikm/maker.ts';
import type { Origin } from '../../shared/domain/listing/circumstances.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { Listing, Overrides } from '../../shared/domain/listing/listing.ts';
import { reachListing, type ReachDeps } from '../../shared/domain/listing/reach.ts';
import type { ListingKey } from '../../shared/domain/listing/store.ts';
import { draftListable } from '../../shared/domain/listing/to-listable.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetRequirementsDeps extends ReachDeps {
  readonly listings: { readonly read: (key: ListingKey) => Promise<Listing | undefined> };
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly loadConnector: (marketplace: string) => Promise<Connector | undefined>;
  readonly assess: (account: Account, listable: Listable, overrides: Overrides, origin: Origin) => Promise<Assessment>;
}

/**
 * What the shop's marketplace asks for of this product. Works before the product is approved.
 * @throws ProblemError `wrong-state` while the shop is not connected, `unavailable`, `not-found`, `not-a-member`
 */
export const getRequirements =
  (deps: GetRequirementsDeps) =>
  async (caller: Caller, key: ListingKey): Promise<Requirements> => {
    const { file, account } = await reachListing(deps, caller, key);
    const connector = await deps.loadConnector(account.marketplace);
    if (connector === undefined || !isUsable(account)) throw new ProblemError('wrong-state');
    const [listing, maker] = await Promise.all([deps.listings.read(key), deps.makerOf(file.product.ikmId)]);
    const verdict = await deps.assess(account, draftListable(file, maker), listing?.overrides ?? {}, {
      ikmId: file.product.ikmId,
      sentraId: file.product.sentraId,
    });
    if (verdict.kind === 'lost') throw new ProblemError('wrong-state');
    if (verdict.kind === 'retry') throw new ProblemError('unavailable');
    return connector.requirements(verdict.facts);
  };

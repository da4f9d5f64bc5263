import type { Consent } from '../../shared/domain/account/consent.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import type { IkmId, ProductId, AccountId } from '../../shared/domain/ids.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import { newListing } from '../../shared/domain/listing/new-listing.ts';
import { reachListing, type ReachDeps } from '../../shared/domain/listing/reach.ts';
import type { WantedBody } from '../../shared/domain/listing/view.ts';
import { helpers, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import type { AgreeToPublishing } from '../../shared/domain/privacy/consent.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface WantListingDeps extends ReachDeps {
  readonly listings: {
    readonly ofProduct: (productId: string) => Promise<readonly Listing[]>;
    readonly create: (listing: Listing) => Promise<'written' | 'conflict'>;
    readonly want: (listing: Listing, change: Pick<Listing, 'wanted' | 'overrides'>) => Promise<Listing | undefined>;
  };
  readonly consents: {
    readonly read: (accountId: string, ikmId: string) => Promise<Consent | undefined>;
    readonly say: (consent: Consent, before: Consent | undefined) => Promise<'written' | 'conflict'>;
  };
  /** Writes down that the owner agrees to be published. */
  readonly agreeToPublishing: AgreeToPublishing;
  /** Whether buyers order there; false for feeds. */
  readonly takesOrders: (marketplace: string) => boolean;
  readonly clock: Clock;
}

interface Input {
  readonly productId: ProductId;
  readonly accountId: AccountId;
  readonly body: WantedBody;
  readonly ifMatch: string | undefined;
}

const tries = 5;

/**
 * Writes what is wanted and makes the listing due; the same wish again writes nothing. `If-Match` is optional, as a wish
 * says all of what is wanted. An owner who wants a listing in a joint shop agrees to be sold by it; another, who wants it for an
 * owner that never said anything, stands witness to the owner's word. What an owner withdrew only the owner gives again; so it
 * is with what was taken back from a partner.
 * @throws ProblemError `not-found`, `not-a-member`, `forbidden` (a one-off piece in a second shop, or a release to a partner
 * that was taken back, is the owner's decision),
 * `stale-etag`, `conflict`
 */
export const wantListing =
  (deps: WantListingDeps) =>
  async (caller: Caller, input: Input): Promise<{ readonly listing: Listing; readonly isNew: boolean }> => {
    const { file, account } = await reachListing(deps, caller, input);
    const { listings, clock } = deps;
    if (input.body.overrides?.allowOneOffHere === true && !isAllowed(caller, file.product, helpers))
      throw new ProblemError('forbidden');
    const mayRelease = account.holder.type !== 'partner' || isAllowed(caller, file.product, helpers);
    const isOwner = isAllowed(caller, file.product, ['pemilik']);
    if (input.body.wanted === 'live') await deps.agreeToPublishing(caller, file.product);
    if (account.holder.type === 'sentra' && input.body.wanted === 'live')
      await agree(deps, caller, { accountId: input.accountId, ikmId: file.product.ikmId }, isOwner ? 'own' : 'witness');
    for (let n = 0; n < tries; n += 1) {
      const ofProduct = await listings.ofProduct(input.productId);
      const existing = ofProduct.find(({ accountId }) => accountId === input.accountId);
      if (input.ifMatch !== undefined && input.ifMatch !== String(existing?.wantedSeq))
        throw new ProblemError('stale-etag');
      if (existing === undefined) {
        const { marketplace } = account;
        const listing = newListing(file.product, {
          accountId: input.accountId,
          marketplace,
          takesOrders: deps.takesOrders(marketplace),
          wanted: input.body.wanted,
          overrides: input.body.overrides ?? {},
          ofProduct,
          nowMs: clock(),
        });
        if ((await listings.create(listing)) === 'written') return { listing, isNew: true };
        continue;
      }
      if (existing.wanted === 'off' && input.body.wanted === 'live' && !mayRelease) throw new ProblemError('forbidden');
      const overrides = input.body.overrides ?? existing.overrides;
      if (existing.wanted === input.body.wanted && digestOf(overrides) === digestOf(existing.overrides))
        return { listing: existing, isNew: false };
      const listing = await listings.want(existing, { wanted: input.body.wanted, overrides });
      if (listing !== undefined) return { listing, isNew: false };
    }
    throw new ProblemError('conflict');
  };

/** Records the owner's word unless it stands already; when somebody spoke meanwhile, the newer word is asked again. */
const agree = async (
  { consents, clock }: WantListingDeps,
  { subject }: Caller,
  of: { readonly accountId: AccountId; readonly ikmId: IkmId },
  how: Consent['how'],
): Promise<void> => {
  for (let n = 0; n < tries; n += 1) {
    const before = await consents.read(of.accountId, of.ikmId);
    if (before?.agreed === true || (before !== undefined && how === 'witness')) return;
    const consent = { ...of, agreed: true, how, at: toIso(clock()), by: subject, etag: nextEtag(before?.etag) };
    if ((await consents.say(consent, before)) === 'written') return;
  }
  throw new ProblemError('conflict');
};

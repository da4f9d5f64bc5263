import type { Account } from '../../shared/domain/account/account.ts';
import { isSelected } from '../../shared/domain/account/selection.ts';
import type { AccountId, IkmId } from '../../shared/domain/ids.ts';
import { anyone, helpers, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import type { Release } from '../../shared/domain/partner/release.ts';
import type { AgreeToPublishing } from '../../shared/domain/privacy/consent.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface SaveReleaseDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<(Place & { readonly ikmId: IkmId }) | undefined>;
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly releases: {
    readonly read: (ikmId: string, partnerId: string) => Promise<Release | undefined>;
    readonly save: (release: Release, before: Release | undefined) => Promise<'written' | 'conflict'>;
  };
  /** Writes down that the owner agrees to be published. */
  readonly agreeToPublishing: AgreeToPublishing;
  readonly clock: Clock;
}

interface Input {
  readonly ikmId: IkmId;
  readonly partnerId: AccountId;
  readonly released: Release['released'];
}

const tries = 5;

/**
 * Releases all approved products of an IKM to a partner, and those to come; or takes them all back. It is carried out in the
 * background, page by page; the same again changes nothing.
 * @throws ProblemError `not-found` (also for a partner that takes nothing from there), `forbidden`, `not-a-member`, `conflict`
 */
export const saveRelease =
  ({ placeOfIkm, accounts, releases, agreeToPublishing, clock }: SaveReleaseDeps) =>
  async (caller: Caller, { ikmId, partnerId, released }: Input): Promise<Release> => {
    assertMember(caller);
    const [place, account] = await Promise.all([placeOfIkm(ikmId), accounts.read(partnerId)]);
    if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
    if (!isAllowed(caller, place, helpers)) throw new ProblemError('forbidden');
    for (let n = 0; n < tries; n += 1) {
      const before = await releases.read(ikmId, partnerId);
      // what was released may be taken back whatever the partner selects by now
      const { regionCodes } = account?.selection ?? {};
      const takes = account?.holder.type === 'partner' && isSelected({ regionCodes }, place);
      if (!takes && before === undefined) throw new ProblemError('not-found');
      if (before?.released === released) return before;
      if (released === 'all') await agreeToPublishing(caller, place);
      const release: Release = {
        ikmId,
        partnerId,
        released,
        seq: (before?.seq ?? 0) + 1,
        isDone: false,
        updatedAt: toIso(clock()),
      };
      if ((await releases.save(release, before)) === 'written') return release;
    }
    throw new ProblemError('conflict');
  };

import { isUsable } from '../../shared/domain/account/account.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { newSecret, overlapMs, rotated } from '../../shared/domain/partner/endpoint.ts';
import type { PartnerStore } from '../../shared/domain/partner/partner-store.ts';
import { reachPartner } from '../../shared/domain/partner/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';

export interface RotatePartnerSecretDeps {
  readonly partners: PartnerStore;
  readonly clock: Clock;
}

const tries = 4;

/**
 * A new signing secret; those before it stay valid for a day, in which every message carries a signature of each.
 * @throws ProblemError `not-found`, `forbidden`, `not-a-member`, `wrong-state` (a disabled partner has none), `conflict`
 */
export const rotatePartnerSecret =
  ({ partners, clock }: RotatePartnerSecretDeps) =>
  async (
    caller: Caller,
    partnerId: string,
  ): Promise<{ readonly secret: string; readonly previousEndsAt: IsoInstant }> => {
    for (let n = 0; n < tries; n += 1) {
      const { partner, account } = await reachPartner(partners, caller, partnerId, 'manage');
      const endpoint = await partners.endpoint(partnerId);
      if (!isUsable(account) || endpoint === undefined) throw new ProblemError('wrong-state');
      const secret = newSecret();
      const nowMs = clock();
      const written = await partners.change(
        { partner, account },
        // two rotations at once meet on the version
        { ...partner, etag: nextEtag(partner.etag), updatedAt: toIso(nowMs) },
        account,
        rotated(endpoint, secret, nowMs),
      );
      if (written === 'written') return { secret, previousEndsAt: toIso(nowMs + overlapMs) };
    }
    throw new ProblemError('conflict');
  };

import type { IkmId } from '../../shared/domain/ids.ts';
import { hideShopSite } from '../../shared/domain/ikm/hide-shop-site.ts';
import type { IkmView } from '../../shared/domain/ikm/ikm.ts';
import type { ShopSites } from '../../shared/domain/ikm/shop-site.ts';
import { moveIkm, type MoveIkmDeps } from '../../shared/domain/ikm/move.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface CloseIkmDeps extends MoveIkmDeps {
  readonly sites: ShopSites;
}

/**
 * Closes an enrolment for good; NIK and site become free for a new one, and what its shop site showed the public is erased.
 * @throws ProblemError `not-found`, `forbidden`, `stale-etag`, `wrong-state`
 */
export const closeIkm =
  ({ sites, ...deps }: CloseIkmDeps) =>
  async (
    caller: Caller,
    ikmId: IkmId,
    ifMatch: string | undefined,
    reasons: readonly string[] = [],
  ): Promise<IkmView> => {
    const closed = await moveIkm(deps, caller, { ikmId, step: 'close', etag: ifMatch, reasons });
    // after the step, which a repetition answers again: so a crash in between erases at the next try
    await hideShopSite(sites, ikmId);
    return closed;
  };

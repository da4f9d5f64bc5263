import type { SentraId } from '../../shared/domain/ids.ts';
import { anyone, isAllowed, officers, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import type { ShopCategories } from '../../shared/domain/sentra/shop-categories.ts';

export interface SaveShopCategoryDeps {
  readonly placeOfSentra: (sentraId: string) => Promise<Place | undefined>;
  readonly isMarketplace: (name: string) => boolean;
  readonly categories: {
    readonly read: (sentraId: string) => Promise<ShopCategories | undefined>;
    readonly write: (after: ShopCategories, before: ShopCategories | undefined) => Promise<'written' | 'conflict'>;
  };
}

const tries = 5;

/**
 * Stores an officer's choice, which makes the listings of the sentra due; the same choice again changes nothing.
 * @throws ProblemError `not-found`, `forbidden` (others than officers), `unknown-marketplace`, `not-a-member`, `conflict`
 */
export const saveShopCategory =
  ({ placeOfSentra, isMarketplace, categories }: SaveShopCategoryDeps) =>
  async (
    caller: Caller,
    { sentraId, marketplace }: { readonly sentraId: SentraId; readonly marketplace: string },
    categoryId: string | null,
  ): Promise<void> => {
    assertMember(caller);
    const place = await placeOfSentra(sentraId);
    if (place === undefined || !isAllowed(caller, { ...place, sentraId }, anyone)) throw new ProblemError('not-found');
    if (!isAllowed(caller, { ...place, sentraId }, officers)) throw new ProblemError('forbidden');
    if (!isMarketplace(marketplace)) throw new ProblemError('unknown-marketplace');
    for (let n = 0; n < tries; n += 1) {
      const before = await categories.read(sentraId);
      const { [marketplace]: now = null, ...others } = before?.categories ?? {};
      if (now === categoryId) return;
      const after = {
        sentraId,
        categories: categoryId === null ? others : { ...others, [marketplace]: categoryId },
        etag: nextEtag(before?.etag),
      };
      if ((await categories.write(after, before)) === 'written') return;
    }
    throw new ProblemError('conflict');
  };

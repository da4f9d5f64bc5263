import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ShopCategories } from '../../shared/domain/sentra/shop-categories.ts';

export interface GetShopCategoryDeps {
  readonly placeOfSentra: (sentraId: string) => Promise<Place | undefined>;
  readonly categories: { readonly read: (sentraId: string) => Promise<ShopCategories | undefined> };
}

/** The category's id at the marketplace, `null` when none was chosen. @throws ProblemError `not-found`, `not-a-member` */
export const getShopCategory =
  ({ placeOfSentra, categories }: GetShopCategoryDeps) =>
  async (
    caller: Caller,
    { sentraId, marketplace }: { readonly sentraId: string; readonly marketplace: string },
  ): Promise<string | null> => {
    assertMember(caller);
    const [place, chosen] = await Promise.all([placeOfSentra(sentraId), categories.read(sentraId)]);
    if (place === undefined || !isAllowed(caller, { ...place, sentraId }, anyone)) throw new ProblemError('not-found');
    return chosen?.categories[marketplace] ?? null;
  };

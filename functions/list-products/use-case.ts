import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import type { ListProducts, ProductQuestion } from '../../shared/domain/product/product-repository.ts';

export interface ListProductsDeps {
  readonly listProducts: ListProducts;
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly placeOfSentra: (sentraId: string) => Promise<Place | undefined>;
}

type Asked = Omit<ProductQuestion, 'sentraIsReached'>;

const nothing = { rows: [], position: undefined };

/** One page of the products in the caller's scope. What lies outside is not there: neither entries nor a next page tell. */
export const listProducts =
  ({ listProducts: list, placeOfIkm, placeOfSentra }: ListProductsDeps) =>
  async (
    caller: Caller,
    asked: Asked,
    limit: number,
    position: Record<string, string> | undefined,
  ): ReturnType<ListProducts> => {
    assertMember(caller);
    const reach = reachOf(caller, anyone);
    if (asked.ikmId !== undefined) {
      const place = await placeOfIkm(asked.ikmId);
      if (place === undefined || !isAllowed(caller, place, anyone)) return nothing;
    }
    const needsSentra = asked.ikmId === undefined && asked.sentraId !== undefined;
    const sentra = needsSentra ? await placeOfSentra(asked.sentraId ?? '') : undefined;
    const sentraIsReached = sentra !== undefined && isAllowed(caller, sentra, anyone);
    return list(reach, { ...asked, sentraIsReached }, limit, position);
  };

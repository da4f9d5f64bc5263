import type { IkmQuestion, IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';

export interface ListIkmsDeps {
  readonly ikms: Pick<IkmRepository, 'list'>;
  readonly placeOfSentra: (sentraId: string) => Promise<Place | undefined>;
}

/** One page of the IKMs in the caller's scope, by region. What lies outside is not there: neither entries nor a next page tell. */
export const listIkms =
  ({ ikms, placeOfSentra }: ListIkmsDeps) =>
  async (
    caller: Caller,
    question: IkmQuestion,
    limit: number,
    position: Record<string, string> | undefined,
  ): ReturnType<IkmRepository['list']> => {
    assertMember(caller);
    const sentra = question.sentraId === undefined ? undefined : await placeOfSentra(question.sentraId);
    const sentraIsReached = sentra !== undefined && isAllowed(caller, sentra, anyone);
    return ikms.list(reachOf(caller, anyone), { ...question, sentraIsReached }, limit, position);
  };

import type { IkmQuestion, IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { anyone, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';

export interface ListIkmsDeps {
  readonly ikms: Pick<IkmRepository, 'list'>;
}

/** One page of the IKMs in the caller's scope, by region. */
export const listIkms =
  ({ ikms }: ListIkmsDeps) =>
  async (
    caller: Caller,
    question: IkmQuestion,
    limit: number,
    position: Record<string, string> | undefined,
  ): ReturnType<IkmRepository['list']> => {
    assertMember(caller);
    return ikms.list(reachOf(caller, anyone), question, limit, position);
  };

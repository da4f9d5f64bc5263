import { anyone, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import type { SentraQuestion, SentraRepository } from '../../shared/domain/sentra/sentra-repository.ts';

export interface ListSentrasDeps {
  readonly sentras: Pick<SentraRepository, 'list'>;
}

/** One page of the sentras in the caller's scope, by region. */
export const listSentras =
  ({ sentras }: ListSentrasDeps) =>
  async (
    caller: Caller,
    question: SentraQuestion,
    limit: number,
    position: Record<string, string> | undefined,
  ): ReturnType<SentraRepository['list']> => {
    assertMember(caller);
    return sentras.list(reachOf(caller, anyone), question, limit, position);
  };

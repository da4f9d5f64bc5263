import type { Duplicates, DuplicateView } from '../../shared/domain/duplicate/duplicate.ts';
import { pairFor, toDuplicateView } from '../../shared/domain/duplicate/reach.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import { provinces } from '../../shared/domain/region/provinces.ts';

export interface ListDuplicatesDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly duplicates: Pick<Duplicates, 'waiting'>;
}

/** One page of the pairs in an officer's scope. A pair with a closed record needs nobody any more. */
export const listDuplicates =
  ({ ikms, duplicates }: ListDuplicatesDeps) =>
  async (
    caller: Caller,
    limit: number,
    position: Record<string, string> | undefined,
  ): Promise<{ readonly rows: readonly DuplicateView[]; readonly position: Record<string, string> | undefined }> => {
    assertMember(caller);
    const { everything, areas } = reachOf(caller, officers);
    const page = await duplicates.waiting(everything ? provinces : areas, limit, position);
    const pairs = await Promise.all(page.rows.map((duplicate) => pairFor(ikms, caller, duplicate)));
    const open = pairs.filter((pair) => pair?.records.every(({ ikm }) => ikm.state !== 'closed') === true);
    return {
      rows: open.flatMap((pair) => (pair === undefined ? [] : [toDuplicateView(pair)])),
      position: page.position,
    };
  };

import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmView } from '../../shared/domain/ikm/ikm.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { toIkmView } from '../../shared/domain/ikm/view.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface GetIkmDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

/** One IKM, NIK and phone masked. @throws ProblemError `not-found` also for one outside the caller's scope */
export const getIkm =
  ({ ikms, sealer, clock }: GetIkmDeps) =>
  async (caller: Caller, ikmId: IkmId): Promise<IkmView> => {
    assertMember(caller);
    const found = await ikms.get(ikmId);
    if (found === undefined || !isAllowed(caller, found.ikm, anyone)) throw new ProblemError('not-found');
    return toIkmView(sealer, found.ikm, found.key, clock());
  };

import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { SentraId } from '../../shared/domain/ids.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toSentraView, type SentraView } from '../../shared/domain/sentra/sentra.ts';
import type { SentraRepository } from '../../shared/domain/sentra/sentra-repository.ts';

export interface GetSentraDeps {
  readonly sentras: Pick<SentraRepository, 'get'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** One sentra with its leader. @throws ProblemError `not-found` also for one outside the caller's scope */
export const getSentra =
  ({ sentras, sealer }: GetSentraDeps) =>
  async (caller: Caller, sentraId: SentraId): Promise<SentraView> => {
    assertMember(caller);
    const found = await sentras.get(sentraId);
    if (found === undefined || !isAllowed(caller, found.sentra, anyone)) throw new ProblemError('not-found');
    return toSentraView(found.sentra, await sealer.open(found.key, found.sentra.sealed));
  };

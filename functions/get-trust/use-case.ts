import type { Trust, Trusts } from '../../shared/domain/curation/trust.ts';
import { officers, type Caller } from '../../shared/domain/member/member.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetTrustDeps extends ReachIkmDeps {
  readonly trusts: Pick<Trusts, 'read'>;
}

/** @throws ProblemError `not-found`, also when nobody ever said; `forbidden` for who is no officer */
export const getTrust =
  ({ trusts, placeOfIkm }: GetTrustDeps) =>
  async (caller: Caller, ikmId: string): Promise<Trust> => {
    await reachIkm({ placeOfIkm }, caller, ikmId, officers);
    const trust = await trusts.read(ikmId);
    if (trust === undefined) throw new ProblemError('not-found');
    return trust;
  };

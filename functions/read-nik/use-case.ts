import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository, IkmSecrets } from '../../shared/domain/ikm/ikm-repository.ts';
import { isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { reachIkm } from '../../shared/domain/privacy/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ReadingView } from './reading.ts';

export interface ReadNikDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** NIK, NPWP and phone in full, for an officer. @throws ProblemError `not-found`, `forbidden` (others), `not-a-member` */
export const readNik =
  ({ ikms, sealer }: ReadNikDeps) =>
  async (caller: Caller, ikmId: IkmId): Promise<ReadingView> => {
    const { ikm, key } = await reachIkm(ikms, caller, ikmId);
    if (!isAllowed(caller, ikm, officers)) throw new ProblemError('forbidden');
    const secrets: IkmSecrets = await sealer.open(key, ikm.sealed);
    return { nik: secrets.nik ?? null, npwp: secrets.npwp ?? null, phone: secrets.phone ?? null };
  };

import { signPass } from '../../shared/domain/batch/attendance-code.ts';
import type { HashIdentity } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface GetIkmAttendanceCodeDeps extends ReachIkmDeps {
  readonly hashIdentity: HashIdentity;
}

/** The code that an IKM shows at any training, and an officer scans. @throws ProblemError `not-found`, `not-a-member` */
export const getIkmAttendanceCode =
  ({ placeOfIkm, hashIdentity }: GetIkmAttendanceCodeDeps) =>
  async (caller: Caller, ikmId: IkmId): Promise<string> => {
    await reachIkm({ placeOfIkm }, caller, ikmId);
    return signPass(hashIdentity, { kind: 'ikm', ikmId });
  };

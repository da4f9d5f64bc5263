import type { HashIdentity } from '../../shared/domain/identity/sealer.ts';
import type { SentraId } from '../../shared/domain/ids.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { regionNameOf } from '../../shared/domain/region/region-names.ts';
import { openJoinCode, type JoinCode, type JoinCodes } from '../../shared/domain/sentra/join-code.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface GetJoinDeps {
  readonly joinCodes: Pick<JoinCodes, 'read'>;
  readonly placeOfSentra: (
    sentraId: string,
  ) => Promise<{ readonly name: string; readonly regionCode: string } | undefined>;
  readonly hashIdentity: HashIdentity;
  readonly clock: Clock;
}

interface JoinView {
  readonly sentraId: SentraId;
  readonly name: string;
  readonly region: string;
  readonly expiresAt: string;
}

/** The sentra that a code leads to, and nothing else of it. @throws ProblemError `not-found` */
export const getJoin =
  ({ joinCodes, placeOfSentra, hashIdentity, clock }: GetJoinDeps) =>
  async (code: JoinCode): Promise<JoinView> => {
    const issued = await openJoinCode({ joinCodes, hashIdentity }, code, clock());
    const sentra = issued === undefined ? undefined : await placeOfSentra(issued.sentraId);
    if (issued === undefined || sentra === undefined) throw new ProblemError('not-found');
    const { sentraId, validUntil } = issued;
    return { sentraId, name: sentra.name, region: regionNameOf(sentra.regionCode), expiresAt: validUntil };
  };

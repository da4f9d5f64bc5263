import type { SentraId } from '../../shared/domain/ids.ts';
import type { Caller, Place } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { renewed, type JoinCodes, type JoinCodeView } from '../../shared/domain/sentra/join-code.ts';
import { mustEnrolInto } from '../../shared/domain/sentra/reach.ts';
import { toJoinCodeView, type ShowJoinCodeDeps } from '../../shared/domain/sentra/show-join-code.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface RenewJoinCodeDeps extends ShowJoinCodeDeps {
  readonly placeOfSentra: (sentraId: string) => Promise<Place | undefined>;
  readonly joinCodes: JoinCodes;
  readonly clock: Clock;
}

/**
 * A new QR code for a sentra in place of the present one.
 * @throws ProblemError `not-found` also outside the caller's scope; `conflict`
 */
export const renewJoinCode =
  ({ placeOfSentra, joinCodes, clock, ...show }: RenewJoinCodeDeps) =>
  async (caller: Caller, sentraId: SentraId): Promise<JoinCodeView> => {
    await mustEnrolInto(placeOfSentra, caller, sentraId);
    const present = await joinCodes.read(sentraId);
    const next = renewed(sentraId, present, clock());
    if (!(await joinCodes.save(next, present))) throw new ProblemError('conflict');
    return toJoinCodeView(show, next);
  };

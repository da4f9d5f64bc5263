import type { SentraId } from '../../shared/domain/ids.ts';
import type { Caller, Place } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { renewed, type JoinCodes, type JoinCodeView } from '../../shared/domain/sentra/join-code.ts';
import { mustEnrolInto } from '../../shared/domain/sentra/reach.ts';
import { toJoinCodeView, type ShowJoinCodeDeps } from '../../shared/domain/sentra/show-join-code.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface GetJoinCodeDeps extends ShowJoinCodeDeps {
  readonly placeOfSentra: (sentraId: string) => Promise<Place | undefined>;
  readonly joinCodes: JoinCodes;
  readonly clock: Clock;
}

/**
 * The present QR code of a sentra; the first look makes it.
 * @throws ProblemError `not-found` also outside the caller's scope; `conflict`
 */
export const getJoinCode =
  ({ placeOfSentra, joinCodes, clock, ...show }: GetJoinCodeDeps) =>
  async (caller: Caller, sentraId: SentraId): Promise<JoinCodeView> => {
    await mustEnrolInto(placeOfSentra, caller, sentraId);
    const present = await joinCodes.read(sentraId);
    if (present !== undefined) return toJoinCodeView(show, present);
    const first = renewed(sentraId, undefined, clock());
    if (!(await joinCodes.save(first, undefined))) throw new ProblemError('conflict');
    return toJoinCodeView(show, first);
  };

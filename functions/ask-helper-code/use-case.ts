import type { IkmId, MemberId } from '../../shared/domain/ids.ts';
import { codeMs } from '../../shared/domain/member/helper-code.ts';
import type { Teams } from '../../shared/domain/member/helper.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';

export interface AskHelperCodeDeps {
  readonly teams: Pick<Teams, 'saveCode'>;
  readonly tally: (what: string, who: string, most: number) => Promise<boolean>;
  readonly newNonce: () => string;
  readonly clock: Clock;
}

/** Codes that one person may ask for on a day: each gives five guesses in a million. */
const mostADay = 20;

/**
 * Makes a code that the owner of the IKM can see and read out. The answer is the same whether or not there is such an IKM.
 * @throws ProblemError `forbidden` (not the caller's own membership as a mentor), `too-many-requests`, `conflict`
 */
export const askHelperCode =
  ({ teams, tally, newNonce, clock }: AskHelperCodeDeps) =>
  async (
    caller: Caller,
    { ikmId, memberId }: { readonly ikmId: IkmId; readonly memberId: MemberId },
  ): Promise<{ readonly expiresAt: IsoInstant }> => {
    assertMember(caller);
    const isOwn = caller.memberships.some((held) => held.memberId === memberId && held.role === 'pendamping');
    if (!isOwn) throw new ProblemError('forbidden');
    if (!(await tally('helper-code', caller.subject, mostADay))) throw new ProblemError('too-many-requests');
    const expiresAtMs = clock() + codeMs;
    const code = { ikmId, memberId, etag: '1', nonce: newNonce(), expiresAtMs, tries: 0 };
    if (!(await teams.saveCode(code, undefined))) throw new ProblemError('conflict');
    return { expiresAt: toIso(expiresAtMs) };
  };

import { officers, type Caller } from '../../shared/domain/member/member.ts';
import type { Paper } from '../../shared/domain/paper/paper.ts';
import type { PaperVerification } from '../../shared/domain/paper/state.ts';
import type { ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import { reachPaper, type Papers } from '../../shared/domain/paper/store.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface VerifyPaperDeps extends ReachIkmDeps {
  readonly papers: Pick<Papers, 'read' | 'write'>;
  readonly clock: Clock;
}

/**
 * Records what an officer found; the same finding again changes nothing.
 * @throws ProblemError `not-found` · `forbidden` for who is no officer · `stale-etag` · `wrong-state` for an archived paper
 */
export const verifyPaper =
  ({ papers, placeOfIkm, clock }: VerifyPaperDeps) =>
  (
    caller: Caller,
    of: { readonly ikmId: string; readonly paperId: string },
    { etag, decision, reasons }: PaperVerification,
  ): Promise<Paper> =>
    untilWritten(async () => {
      const before = await reachPaper({ papers, placeOfIkm }, caller, of, officers);
      if (before.etag !== etag) throw new ProblemError('stale-etag');
      const { ruling } = before;
      if (ruling?.decision === decision && JSON.stringify(ruling.reasons) === JSON.stringify(reasons)) return before;
      const at = toIso(clock());
      const paper: Paper = { ...before, ruling: { decision, at, by: caller.subject, reasons }, updatedAt: at };
      return (await papers.write(before, paper)) === 'conflict' ? 'conflict' : paper;
    });

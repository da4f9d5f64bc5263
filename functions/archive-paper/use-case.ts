import type { Caller } from '../../shared/domain/member/member.ts';
import type { Paper } from '../../shared/domain/paper/paper.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface ArchivePaperDeps extends ReachIkmDeps {
  readonly papers: Pick<Papers, 'read' | 'write'>;
  readonly clock: Clock;
}

/** Archives for good; again: no change. @throws ProblemError `not-a-member`, `not-found` */
export const archivePaper =
  ({ papers, placeOfIkm, clock }: ArchivePaperDeps) =>
  async (caller: Caller, { ikmId, paperId }: { readonly ikmId: string; readonly paperId: string }): Promise<Paper> => {
    await reachIkm({ placeOfIkm }, caller, ikmId);
    return untilWritten(async () => {
      const before = await papers.read(ikmId, paperId);
      if (before === undefined) throw new ProblemError('not-found');
      if (before.archived) return before;
      const paper: Paper = { ...before, etag: nextEtag(before.etag), archived: true, updatedAt: toIso(clock()) };
      return (await papers.write(before, paper)) === 'conflict' ? 'conflict' : paper;
    });
  };

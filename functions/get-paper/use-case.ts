import type { Caller } from '../../shared/domain/member/member.ts';
import type { Paper } from '../../shared/domain/paper/paper.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetPaperDeps extends ReachIkmDeps {
  readonly papers: Pick<Papers, 'read'>;
}

/** @throws ProblemError `not-a-member`, `not-found` */
export const getPaper =
  ({ papers, placeOfIkm }: GetPaperDeps) =>
  async (caller: Caller, { ikmId, paperId }: { readonly ikmId: string; readonly paperId: string }): Promise<Paper> => {
    await reachIkm({ placeOfIkm }, caller, ikmId);
    const paper = await papers.read(ikmId, paperId);
    if (paper === undefined) throw new ProblemError('not-found');
    return paper;
  };

import type { Caller } from '../../shared/domain/member/member.ts';
import type { Paper } from '../../shared/domain/paper/paper.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';

export interface ListPapersDeps extends ReachIkmDeps {
  readonly papers: Pick<Papers, 'ofIkm'>;
}

/** The whole dossier, which is small by its ceiling. @throws ProblemError `not-a-member`, `not-found` */
export const listPapers =
  ({ papers, placeOfIkm }: ListPapersDeps) =>
  async (caller: Caller, ikmId: string): Promise<readonly Paper[]> => {
    await reachIkm({ placeOfIkm }, caller, ikmId);
    const all = await papers.ofIkm(ikmId);
    return [...all].sort((one, other) => Number(one.archived) - Number(other.archived));
  };

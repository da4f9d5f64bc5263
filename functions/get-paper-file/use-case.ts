import type { Caller } from '../../shared/domain/member/member.ts';
import { fileKey } from '../../shared/domain/paper/file.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetPaperFileDeps extends ReachIkmDeps {
  readonly papers: Pick<Papers, 'read'>;
  /** A link that reads one stored object for so many seconds. */
  readonly signLink: (key: string, seconds: number) => Promise<string>;
}

/** A link is good for this long. */
const linkSeconds = 300;

/**
 * A short-lived link to the file of a paper.
 * @throws ProblemError `not-found`, also when it has no file; `wrong-state` for one that is not checked yet or was refused
 */
export const getPaperFile =
  ({ papers, placeOfIkm, signLink }: GetPaperFileDeps) =>
  async (caller: Caller, { ikmId, paperId }: { readonly ikmId: string; readonly paperId: string }): Promise<string> => {
    await reachIkm({ placeOfIkm }, caller, ikmId);
    const paper = await papers.read(ikmId, paperId);
    if (paper?.file === undefined) throw new ProblemError('not-found');
    const { fileId, state } = paper.file;
    if (state !== 'ready') throw new ProblemError('wrong-state');
    return signLink(fileKey({ ikmId: paper.ikmId, paperId: paper.paperId, fileId }), linkSeconds);
  };

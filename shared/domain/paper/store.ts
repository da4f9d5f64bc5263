import { reachIkm, type ReachIkmDeps } from '../ikm/reach.ts';
import { anyone, type Caller, type Role } from '../member/member.ts';
import { ProblemError } from '../problem.ts';
import type { Paper } from './paper.ts';

/** The papers of IKMs. */
export interface Papers {
  readonly read: (ikmId: string, paperId: string) => Promise<Paper | undefined>;
  /** All of an IKM, archived ones too. */
  readonly ofIkm: (ikmId: string) => Promise<readonly Paper[]>;
  /** `conflict`: somebody wrote it since `before` was read; read again and decide again. */
  readonly write: (before: Paper | undefined, after: Paper) => Promise<'written' | 'conflict'>;
}

/**
 * One paper of an IKM, to be changed.
 * @throws ProblemError as `reachIkm`; `not-found` when there is no such paper; `wrong-state` for an archived one
 */
export const reachPaper = async (
  deps: ReachIkmDeps & { readonly papers: Pick<Papers, 'read'> },
  caller: Caller,
  { ikmId, paperId }: { readonly ikmId: string; readonly paperId: string },
  roles: readonly Role[] = anyone,
): Promise<Paper> => {
  await reachIkm(deps, caller, ikmId, roles);
  const paper = await deps.papers.read(ikmId, paperId);
  if (paper === undefined) throw new ProblemError('not-found');
  if (paper.archived) throw new ProblemError('wrong-state');
  return paper;
};

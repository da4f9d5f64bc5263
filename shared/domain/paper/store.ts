import { isAllowed, anyone, type Caller, type Place, type Role } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
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

/** Where an IKM stands and how. */
export interface PlaceOfIkm extends Place {
  readonly regionCode: string;
  readonly state: string;
}

export interface ReachIkmDeps {
  readonly placeOfIkm: (ikmId: string) => Promise<PlaceOfIkm | undefined>;
}

/**
 * The IKM whose papers a caller asks for.
 * @throws ProblemError `not-a-member`; `not-found` outside the caller's scope; `forbidden` for another role in scope
 */
export const reachIkm = async (
  { placeOfIkm }: ReachIkmDeps,
  caller: Caller,
  ikmId: string,
  roles: readonly Role[] = anyone,
): Promise<PlaceOfIkm> => {
  assertMember(caller);
  const place = await placeOfIkm(ikmId);
  if (place === undefined || !isAllowed(caller, place, anyone)) throw new ProblemError('not-found');
  if (!isAllowed(caller, place, roles)) throw new ProblemError('forbidden');
  return place;
};

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

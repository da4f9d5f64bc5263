import { canonicalJson, digestOf } from '../../shared/domain/digest.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import { type PaperId } from '../../shared/domain/ids.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { mostPapers, type Paper, type PaperFacts } from '../../shared/domain/paper/paper.ts';
import { reachIkm, type ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { decideSave, nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface SavePaperDeps extends ReachIkmDeps {
  readonly papers: Papers;
  readonly clock: Clock;
}

export interface SavePaperInput {
  readonly ikmId: IkmId;
  readonly paperId: PaperId;
  readonly facts: PaperFacts;
  readonly ifMatch: string | undefined;
}

/**
 * Puts a paper into an IKM's dossier or changes it. What says the same writes nothing; what says something else has to be
 * checked again.
 * @throws ProblemError `not-found` outside the caller's scope; `wrong-state` for a closed or rejected IKM and an archived paper;
 * `dossier-full`; what `decideSave` throws
 */
export const savePaper =
  ({ papers, placeOfIkm, clock }: SavePaperDeps) =>
  async (
    caller: Caller,
    { ikmId, paperId, facts, ifMatch }: SavePaperInput,
  ): Promise<{ readonly created: boolean; readonly paper: Paper }> => {
    const { state, regionCode } = await reachIkm({ placeOfIkm }, caller, ikmId);
    const digest = digestOf(facts);

    const create = async (): Promise<Paper | 'conflict'> => {
      if ((await papers.ofIkm(ikmId)).length >= mostPapers) throw new ProblemError('dossier-full');
      const now = toIso(clock());
      const paper: Paper = {
        paperId,
        ikmId,
        regionCode,
        etag: '1',
        revision: '1',
        facts,
        archived: false,
        createdWith: digest,
        createdAt: now,
        updatedAt: now,
      };
      return (await papers.write(undefined, paper)) === 'conflict' ? 'conflict' : paper;
    };

    const change = async (before: Paper): Promise<Paper | 'conflict'> => {
      if (canonicalJson(before.facts) === canonicalJson(facts)) return before;
      const paper: Paper = {
        ...before,
        regionCode,
        etag: nextEtag(before.etag),
        facts,
        ruling: undefined,
        reminded: undefined,
        updatedAt: toIso(clock()),
      };
      return (await papers.write(before, paper)) === 'conflict' ? 'conflict' : paper;
    };

    return untilWritten(async () => {
      const before = await papers.read(ikmId, paperId);
      const decision = decideSave(before, { ifMatch, digest });
      if (decision === 'repeat' && before !== undefined) return { created: false, paper: before };
      if (state === 'closed' || state === 'rejected' || before?.archived === true)
        throw new ProblemError('wrong-state');
      const paper = before === undefined ? await create() : await change(before);
      return paper === 'conflict' ? paper : { created: before === undefined, paper };
    });
  };

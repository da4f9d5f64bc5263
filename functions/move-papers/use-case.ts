import { stationOf, type Station, type StationDeps } from '../../shared/domain/ikm/station.ts';
import type { Paper } from '../../shared/domain/paper/paper.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface MovePapersDeps extends StationDeps {
  readonly papers: Papers;
}

/**
 * Takes the papers of an IKM along to where it stands now. Those of a merged one are copied to the record that was kept, without
 * their files: these stay with the archived papers as evidence. A repetition copies nothing twice.
 */
export const movePapers = ({ papers, placeOfIkm }: MovePapersDeps) => {
  const take = async (paper: Paper, { ikmId, regionCode }: Station): Promise<'written' | 'conflict'> => {
    if (paper.ikmId === ikmId)
      return paper.regionCode === regionCode ? 'written' : papers.write(paper, { ...paper, regionCode });
    if (paper.archived) return 'written';
    if ((await papers.read(ikmId, paper.paperId)) === undefined) {
      const { file: _, ...rest } = paper;
      if ((await papers.write(undefined, { ...rest, ikmId, regionCode })) === 'conflict') return 'conflict';
    }
    return papers.write(paper, { ...paper, etag: nextEtag(paper.etag), archived: true });
  };

  return async (ikmId: string): Promise<void> => {
    const station = await stationOf({ placeOfIkm }, ikmId);
    if (station === undefined) return;
    for (const { paperId } of await papers.ofIkm(ikmId))
      await untilWritten(async () => {
        const paper = await papers.read(ikmId, paperId);
        return paper === undefined ? 'written' : take(paper, station);
      });
  };
};

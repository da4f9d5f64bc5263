import type { Paper } from '../../shared/domain/paper/paper.ts';
import { reachedReminder } from '../../shared/domain/paper/remind.ts';
import type { ReachIkmDeps } from '../../shared/domain/ikm/reach.ts';
import type { Papers } from '../../shared/domain/paper/store.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface RemindPapersDeps extends ReachIkmDeps {
  readonly papers: Pick<Papers, 'read' | 'write'>;
  readonly shards: number;
  /** Papers of one shard whose reminder's moment has come; from an index, so some may be done already. */
  readonly due: (shard: number, limit: number) => Promise<readonly Paper[]>;
  readonly clock: Clock;
}

const pageSize = 50;
/** Pages that one run takes per shard: what is left comes an hour later. */
const mostPages = 40;

/**
 * Gives the reminders whose moment has come, each once; after a standstill only the newest of a paper. The change of the row is
 * what others hear of. A paper of a closed IKM is moved on without a word.
 */
export const remindPapers =
  ({ papers, placeOfIkm, shards, due, clock }: RemindPapersDeps) =>
  async (): Promise<number> => {
    const remind = async ({ ikmId, paperId }: Paper): Promise<number> => {
      const [before, place] = await Promise.all([papers.read(ikmId, paperId), placeOfIkm(ikmId)]);
      const reached = before === undefined ? undefined : reachedReminder(before, clock());
      if (before === undefined || reached === undefined || before.reminded === reached.days) return 0;
      const isHeard = place !== undefined && place.state !== 'closed';
      const written = await papers.write(before, {
        ...before,
        reminded: reached.days,
        ...(isHeard ? { regionCode: place.regionCode } : { archived: true }),
      });
      // whoever wrote it meanwhile decided its next reminder too
      return written === 'written' && isHeard ? 1 : 0;
    };

    const remindShard = async (shard: number): Promise<number> => {
      const seen = new Set<string>();
      let given = 0;
      for (let page = 0; page < mostPages; page += 1) {
        const found = (await due(shard, pageSize)).filter(({ paperId }) => !seen.has(paperId));
        if (found.length === 0) break;
        for (const paper of found) {
          seen.add(paper.paperId);
          given += await remind(paper);
        }
      }
      return given;
    };

    const given = await Promise.all(Array.from({ length: shards }, (_, shard) => remindShard(shard)));
    return given.reduce((sum, each) => sum + each, 0);
  };

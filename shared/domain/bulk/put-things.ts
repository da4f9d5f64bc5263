import { each, inParts } from '../at-once.ts';
import type { RowOutcome } from '../intake/entry.ts';

/** A row that is to make one thing. */
export interface Draft {
  readonly line: number;
  readonly id: string;
  /** What else no two things may have. */
  readonly marks: readonly string[];
}

/** How one kind of thing is put. */
export interface Putting<OneDraft extends Draft, Stored> {
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Stored>>;
  /** Makes what is not there yet; drafts without an outcome turned out to be there. */
  readonly insert: (drafts: readonly OneDraft[]) => Promise<ReadonlyMap<OneDraft, RowOutcome>>;
  /** What a draft means for the thing that is there. */
  readonly settle: (draft: OneDraft, stored: Stored) => Promise<RowOutcome>;
  /** When a thing that was there is gone again. */
  readonly lost: (draft: OneDraft) => RowOutcome;
}

/** So many things that are there are settled at a time: mostly without a call. */
const settledAtOnce = 8;

/** New things are made and written in parts, so that some are made while others are on their way. */
const partSize = 50;
const partsAtOnce = 4;

/** Drafts that are, or may be, of one thing stand in different waves, so that the second meets what the first made. */
const waves = <OneDraft extends Draft>(drafts: readonly OneDraft[]): readonly (readonly OneDraft[])[] => {
  const turns = new Map<string, number>();
  const all: OneDraft[][] = [];
  for (const draft of drafts) {
    const names = [draft.id, ...draft.marks];
    const turn = Math.max(...names.map((name) => turns.get(name) ?? 0));
    for (const name of names) turns.set(name, turn + 1);
    (all[turn] ??= []).push(draft);
  }
  return all;
};

/**
 * Puts things: most are new in a first import, and inserting tells which are not; when most were there, as in a repeated
 * one, they are looked up first, which costs less than insertions that fail.
 */
export const createPutThings = <OneDraft extends Draft, Stored>(putting: Putting<OneDraft, Stored>) => {
  let mostAreThere = false;

  const putWave = async (drafts: readonly OneDraft[]): Promise<readonly RowOutcome[]> => {
    const outcomes = new Map<OneDraft, RowOutcome>();
    const there = new Map(mostAreThere ? await putting.read(drafts.map(({ id }) => id)) : []);
    const absent = drafts.filter(({ id }) => !there.has(id));
    await each(inParts(absent, partSize), partsAtOnce, async (part) => {
      for (const [draft, outcome] of await putting.insert(part)) outcomes.set(draft, outcome);
    });
    const met = absent.filter((draft) => !outcomes.has(draft));
    if (met.length > 0) for (const [id, stored] of await putting.read(met.map(({ id }) => id))) there.set(id, stored);
    const toSettle = drafts.filter((draft) => !outcomes.has(draft));
    mostAreThere = toSettle.length * 2 > drafts.length;
    await each(toSettle, settledAtOnce, async (draft) => {
      const stored = there.get(draft.id);
      outcomes.set(draft, stored === undefined ? putting.lost(draft) : await putting.settle(draft, stored));
    });
    return drafts.flatMap((draft) => outcomes.get(draft) ?? []);
  };

  return async (drafts: readonly OneDraft[]): Promise<readonly RowOutcome[]> => {
    const outcomes: RowOutcome[] = [];
    for (const wave of waves(drafts)) outcomes.push(...(await putWave(wave)));
    return outcomes;
  };
};

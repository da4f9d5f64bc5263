import { carryImported } from '../intake/imported.ts';
import type { Caller } from '../member/member.ts';
import { nextEtag } from '../save.ts';
import type { IsoInstant } from '../time.ts';
import type { IkmHistoryEntry } from './ikm.ts';
import type { StoredIkm } from './ikm-repository.ts';
import { assertOriginExplained } from './origin.ts';
import { stateAfter, type IkmStep } from './state.ts';

/** Steps of the history that are kept with an IKM. */
const kept = 50;

/** Most characters of reasons in a history: the rest of an item must have room too (DynamoDB: 400 kB). */
const keptReasons = 50_000;

const lengthOf = ({ reasons }: IkmHistoryEntry): number => reasons.reduce((sum, reason) => sum + reason.length, 0);

/** A history with one more step; the newest are kept, and of older ones the reasons go first. */
export const withStep = (history: readonly IkmHistoryEntry[], entry: IkmHistoryEntry): IkmHistoryEntry[] => {
  let room = keptReasons;
  return [...history, entry]
    .slice(-kept)
    .toReversed()
    .map((entry) => {
      room -= lengthOf(entry);
      return room < 0 ? { ...entry, reasons: [] } : entry;
    })
    .toReversed();
};

interface Asked {
  readonly caller: Caller;
  readonly reasons?: readonly string[];
}

/**
 * Whether exactly this step was the last one, taken by the same person from the version they looked at: its answer was lost,
 * and they ask again.
 */
export const isRepeated = (
  { history, etag: present }: StoredIkm,
  step: IkmStep,
  { caller, reasons = [], etag }: Asked & { readonly etag: string | undefined },
): boolean => {
  const last = history.at(-1);
  return (
    last?.step === step &&
    last.by === caller.subject &&
    JSON.stringify(last.reasons) === JSON.stringify(reasons) &&
    (etag === undefined || nextEtag(etag) === present)
  );
};

/**
 * The IKM after a step.
 * @throws ProblemError `wrong-state`, `origin-unexplained`
 */
export const takeStep = (
  ikm: StoredIkm,
  step: IkmStep,
  { caller, at, reasons = [] }: Asked & { readonly at: IsoInstant },
): StoredIkm => {
  const state = stateAfter(ikm.state, step);
  if (step === 'approve') assertOriginExplained(ikm);
  return {
    ...ikm,
    state,
    etag: nextEtag(ikm.etag),
    ...carryImported(ikm, nextEtag(ikm.etag)),
    reasons: [...reasons],
    history: withStep(ikm.history, { step, at, by: caller.subject, reasons: [...reasons] }),
    submittedAt: state === 'submitted' ? at : ikm.submittedAt,
    // a closed enrolment no longer keeps its owner from enrolling again
    locks: state === 'closed' ? [] : ikm.locks,
    updatedAt: at,
  };
};

import type { Caller } from '../member/member.ts';
import { nextEtag } from '../save.ts';
import type { IsoInstant } from '../time.ts';
import type { StoredIkm } from './ikm-repository.ts';
import { stateAfter, type IkmStep } from './state.ts';

/** Steps of the history that are kept with an IKM. */
const kept = 50;

/**
 * The IKM after a step.
 * @throws ProblemError `wrong-state`
 */
export const takeStep = (
  ikm: StoredIkm,
  step: IkmStep,
  {
    caller,
    at,
    reasons = [],
  }: { readonly caller: Caller; readonly at: IsoInstant; readonly reasons?: readonly string[] },
): StoredIkm => {
  const state = stateAfter(ikm.state, step);
  return {
    ...ikm,
    state,
    etag: nextEtag(ikm.etag),
    reasons: [...reasons],
    history: [...ikm.history, { step, at, by: caller.subject, reasons: [...reasons] }].slice(-kept),
    submittedAt: state === 'submitted' ? at : ikm.submittedAt,
    // a closed enrolment no longer keeps its owner from enrolling again
    locks: state === 'closed' ? [] : ikm.locks,
    updatedAt: at,
  };
};

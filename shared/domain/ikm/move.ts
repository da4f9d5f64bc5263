import type { Sealer } from '../identity/sealer.ts';
import { anyone, isAllowed, type Caller } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';
import { toIso, type Clock } from '../time.ts';
import type { IkmView } from './ikm.ts';
import type { IkmRepository } from './ikm-repository.ts';
import { transitions, type IkmStep } from './state.ts';
import { isRepeated, takeStep } from './step.ts';
import { toIkmView } from './view.ts';

export interface MoveIkmDeps {
  readonly ikms: Pick<IkmRepository, 'get' | 'change'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

export interface Move {
  readonly ikmId: string;
  readonly step: IkmStep;
  /** The version the step was decided on; without it the present one counts. */
  readonly etag: string | undefined;
  readonly reasons?: readonly string[];
}

/** Times a step that met another write is looked at again. */
const attempts = 3;

/**
 * Takes one step in the life of an enrolment. The same again, as after a lost answer: no change.
 * @throws ProblemError `not-found` (also outside the scope), `forbidden` (another role's step), `stale-etag`, `wrong-state`,
 * `conflict`
 */
export const moveIkm = async (
  { ikms, sealer, clock }: MoveIkmDeps,
  caller: Caller,
  { ikmId, step, etag, reasons = [] }: Move,
): Promise<IkmView> => {
  assertMember(caller);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = await ikms.get(ikmId);
    if (found === undefined || !isAllowed(caller, found.ikm, anyone)) throw new ProblemError('not-found');
    if (!isAllowed(caller, found.ikm, transitions[step].roles)) throw new ProblemError('forbidden');
    if (isRepeated(found.ikm, step, { caller, reasons, etag })) return toIkmView(sealer, found.ikm, found.key, clock());
    if (etag !== undefined && etag !== found.ikm.etag) throw new ProblemError('stale-etag');
    const after = takeStep(found.ikm, step, { caller, at: toIso(clock()), reasons });
    if ((await ikms.change(after, found.ikm)) === 'written') return toIkmView(sealer, after, found.key, clock());
  }
  throw new ProblemError('conflict');
};

import * as z from 'zod';
import { anyone, officers, type Role } from '../member/member.ts';
import { ProblemError } from '../problem.ts';

export const IkmState = z.enum(['draft', 'submitted', 'returned', 'approved', 'rejected', 'suspended', 'closed']);
export type IkmState = z.infer<typeof IkmState>;

export const IkmStep = z.enum(['submit', 'approve', 'return', 'reject', 'suspend', 'restore', 'close']);
export type IkmStep = z.infer<typeof IkmStep>;

/** What a history tells besides: moving to another place, and taking over another record of the same firm. */
export const HistoryStep = z.enum([...IkmStep.options, 'transfer', 'merge']);

/** What an officer decides. */
export const IkmDecision = IkmStep.extract(['approve', 'return', 'reject', 'suspend', 'restore']);
export type IkmDecision = z.infer<typeof IkmDecision>;

interface Transition {
  readonly from: readonly IkmState[];
  readonly to: IkmState;
  readonly roles: readonly Role[];
  /** Whether its reasons must be said. */
  readonly reasons: boolean;
}

/** The life of an IKM's enrolment: each step, the states it is legal in, and who takes it. */
export const transitions: Readonly<Record<IkmStep, Transition>> = {
  submit: { from: ['draft', 'returned'], to: 'submitted', roles: anyone, reasons: false },
  approve: { from: ['submitted'], to: 'approved', roles: officers, reasons: false },
  return: { from: ['submitted'], to: 'returned', roles: officers, reasons: true },
  reject: { from: ['submitted'], to: 'rejected', roles: officers, reasons: true },
  suspend: { from: ['approved'], to: 'suspended', roles: officers, reasons: true },
  restore: { from: ['suspended'], to: 'approved', roles: officers, reasons: false },
  close: {
    from: ['draft', 'submitted', 'returned', 'approved', 'rejected', 'suspended'],
    to: 'closed',
    roles: [...officers, 'pemilik'],
    reasons: false,
  },
};

/** States in which the data may still be changed. */
const changeable: readonly IkmState[] = ['draft', 'submitted', 'returned', 'approved', 'suspended'];

/** @throws ProblemError `wrong-state` when the step is not legal now. */
export const stateAfter = (state: IkmState, step: IkmStep): IkmState => {
  const { from, to } = transitions[step];
  if (!from.includes(state)) throw new ProblemError('wrong-state');
  return to;
};

/** @throws ProblemError `wrong-state` for a rejected or closed enrolment. */
export const assertChangeable = (state: IkmState): void => {
  if (!changeable.includes(state)) throw new ProblemError('wrong-state');
};

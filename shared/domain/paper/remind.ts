import { dayMs, endOfDay } from '../legality/days.ts';
import type { Paper } from './paper.ts';

/** Days before its end at which people are reminded of a paper; 0: it has ended. */
const steps = [60, 30, 7, 0] as const;

interface Reminder {
  readonly days: number;
  readonly atMs: number;
}

const remindersFor = ({ facts: { expiresOn }, archived }: Pick<Paper, 'facts' | 'archived'>): readonly Reminder[] =>
  archived || expiresOn === undefined ? [] : steps.map((days) => ({ days, atMs: endOfDay(expiresOn) - days * dayMs }));

/** The reminder that comes next; undefined when none lies ahead. */
export const nextReminder = (paper: Pick<Paper, 'facts' | 'archived'>, nowMs: number): Reminder | undefined =>
  remindersFor(paper).find(({ atMs }) => atMs > nowMs);

/** The newest reminder whose moment came; undefined as long as there is none. */
export const reachedReminder = (paper: Pick<Paper, 'facts' | 'archived'>, nowMs: number): Reminder | undefined =>
  remindersFor(paper).findLast(({ atMs }) => atMs <= nowMs);

/** Whether a paper stands among the tasks: it ends soon, or has ended and was not renewed. */
export const isEnding = (paper: Pick<Paper, 'facts' | 'archived'>, nowMs: number): boolean =>
  reachedReminder(paper, nowMs) !== undefined;

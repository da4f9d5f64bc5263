import { dayMs, endOfDay } from '../legality/days.ts';
import { paperNames, type PaperType } from './types.ts';

/** Whole days until a paper's last day is over, rounded up; 0 or fewer once it is. */
export const daysLeft = (expiresOn: string | undefined, nowMs: number): number =>
  Math.ceil((endOfDay(expiresOn) - nowMs) / dayMs);

/** What is told of a paper that ends in so many days, or has ended. */
export const endingWords = (type: PaperType, days: number): { readonly id: string; readonly en: string } => {
  const { id, en } = paperNames[type];
  return days > 0
    ? { id: `${id} habis ${days} hari lagi.`, en: `${en} ends in ${days} days.` }
    : { id: `${id} sudah habis masa berlakunya.`, en: `${en} has expired.` };
};

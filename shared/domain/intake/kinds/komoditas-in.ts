import { plainName } from '../../product/questions.ts';
import { komoditas } from './choices.ts';

/** What the words of a name tell of its komoditas, as its drop-down calls it: "Keripik Tempe Bu Siti" → "Makanan". */
export const komoditasIn = (name: string): string | undefined => {
  const words = new Set(plainName(name).split(' '));
  return komoditas.find(({ value, synonyms }) => words.has(value) || synonyms.some((each) => words.has(each)))?.label;
};

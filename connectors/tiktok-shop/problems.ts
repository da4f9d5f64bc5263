import type { ListingProblem } from '../../shared/domain/listing/listing.ts';

/** In Indonesian and English. */
export type Sentence = readonly [id: string, en: string];

export const problem = (
  code: string,
  path: string,
  message: Sentence,
  fix: Sentence,
  severity: ListingProblem['severity'] = 'block',
): ListingProblem => ({
  code,
  path,
  message: { id: message[0], en: message[1] },
  fix: { id: fix[0], en: fix[1] },
  severity,
});

const quoteLength = 300;

/** Adds the marketplace's own words, bounded, where our sentence alone does not say what is wrong. */
export const quoting = (told: ListingProblem, text: string): ListingProblem => {
  const words = text.replace(/\s+/g, ' ').trim().slice(0, quoteLength);
  if (words === '') return told;
  return {
    ...told,
    message: { id: `${told.message.id} TikTok Shop: “${words}”`, en: `${told.message.en} TikTok Shop: “${words}”` },
  };
};

import * as z from 'zod';

const noControls = {
  params: {
    code: 'control-characters',
    message: { id: 'Hapus karakter kendali yang tidak terlihat.', en: 'Remove the invisible control characters.' },
  },
};

/** Text of one line, trimmed, 1 to `max` characters. HTML and emoji are text like any other: stored raw, never interpreted. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), noControls);

/** As `line`, but line breaks and tabs may stand in it. */
export const lines = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/(?![\n\r\t])\p{Cc}/u.test(text) && text.isWellFormed(), noControls);

/** Whether all words of a question stand in a name, whatever the case. */
export const foundIn = (name: string, question: string): boolean => {
  const text = name.toLowerCase();
  return question
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

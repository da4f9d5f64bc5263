import * as z from 'zod';

const controlIn = {
  line: /[\p{Cc}\u2028\u2029]/u,
  paragraphs: /[^\P{Cc}\n\r\t]/u,
} as const;

const text = (max: number, kind: keyof typeof controlIn) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed() && !controlIn[kind].test(value), {
      params: {
        code: 'control-character',
        message: {
          id: 'Ada huruf yang tidak bisa ditampilkan. Hapus lalu ketik ulang.',
          en: 'There is a character that cannot be shown. Delete it and type again.',
        },
      },
    });

/** One line of text as its author wrote it, HTML and emoji included: shown as text, never as markup. No line breaks. */
export const lineOf = (max: number) => text(max, 'line');
/** Text that may have line breaks and tabs. */
export const paragraphsOf = (max: number) => text(max, 'paragraphs');

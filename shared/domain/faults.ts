import type * as z from 'zod';
import type { FieldFault } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Sentence = FieldFault['message'];

const say = (id: string, en: string): Sentence => ({ id, en });

const bounds = (issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): FieldFault => {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const [code, idWord, enWord] =
    issue.code === 'too_small'
      ? (['too-small', 'Paling sedikit', 'At least'] as const)
      : (['too-big', 'Paling banyak', 'At most'] as const);
  const unit =
    issue.origin === 'string'
      ? say('huruf', 'characters')
      : issue.origin === 'array'
        ? say('isian', 'entries')
        : say('', '');
  return {
    path: pathOf(issue.path),
    code,
    message: say(`${idWord} ${limit} ${unit.id}`.trim() + '.', `${enWord} ${limit} ${unit.en}`.trim() + '.'),
  };
};

/** What a field takes, by zod's word for its type. */
const kinds: Readonly<Record<string, Sentence>> = {
  string: say('Isi dengan teks.', 'Give text.'),
  number: say('Isi dengan angka.', 'Give a number.'),
  int: say('Isi dengan bilangan bulat, tanpa koma.', 'Give a whole number.'),
  boolean: say('Isi dengan true atau false.', 'Give true or false.'),
  array: say('Isi dengan daftar.', 'Give a list.'),
  object: say('Isi dengan kelompok isian.', 'Give a group of fields.'),
  record: say('Isi dengan kelompok isian.', 'Give a group of fields.'),
};

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('/');

const isSentence = (value: unknown): value is Sentence =>
  typeof value === 'object' && value !== null && 'id' in value && 'en' in value;

const fault = (issue: Issue): readonly FieldFault[] => {
  const path = pathOf(issue.path);
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return [bounds(issue)];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: pathOf([...issue.path, key]),
        code: 'unknown-field',
        message: say('Isian ini tidak dikenal. Hapus isian ini.', 'This field is unknown. Remove it.'),
      }));
    case 'invalid_value':
      return [
        {
          path,
          code: 'not-a-choice',
          message: say(`Pilih salah satu: ${issue.values.join(', ')}.`, `Choose one of: ${issue.values.join(', ')}.`),
        },
      ];
    case 'invalid_type':
      return [
        issue.input === undefined
          ? { path, code: 'required', message: say('Wajib diisi.', 'Required.') }
          : {
              path,
              code: 'wrong-type',
              message: kinds[issue.expected] ?? say('Jenis isian tidak sesuai. Periksa lagi.', 'The type is wrong.'),
            },
      ];
    case 'custom': {
      const { code, message } = issue.params ?? {};
      return [
        {
          path,
          code: typeof code === 'string' ? code : 'invalid',
          message: isSentence(message) ? message : say('Isian ini belum benar.', 'This field is wrong.'),
        },
      ];
    }
    default:
      return [
        { path, code: 'bad-format', message: say('Bentuk isian belum benar. Periksa lagi.', 'The format is wrong.') },
      ];
  }
};

/**
 * zod's issues as faults for people. A rule of ours says its own words: `refine(…, { params: { code, message: { id, en } } })`.
 * zod must have been told to keep the input (`reportInput: true`), so that a missing field is told from a wrong one.
 */
export const toFaults = (issues: readonly Issue[], prefix = ''): FieldFault[] =>
  issues
    .flatMap(fault)
    .slice(0, 100)
    .map((each) => ({ ...each, path: prefix === '' ? each.path : [prefix, each.path].filter(Boolean).join('/') }));

import type { Fix } from './entry.ts';
import { say, type Sentence } from './values/reading.ts';

/** A fix as a report says it: in one fixed form, so that it can be done literally. */
const sayFix = (fix: Fix): Sentence => {
  switch (fix.do) {
    case 'fill':
      return say(`Isi kolom "${fix.column}" dengan "${fix.value}"`, `Fill column "${fix.column}" with "${fix.value}"`);
    case 'choose':
      return say(
        `Isi kolom "${fix.column}" dengan salah satu: ${fix.values.join(', ')}`,
        `Fill column "${fix.column}" with one of: ${fix.values.join(', ')}`,
      );
    case 'clear':
      return say(`Kosongkan kolom "${fix.column}"`, `Clear column "${fix.column}"`);
    case 'delete-row':
      return say('Hapus baris ini', 'Delete this row');
    case 'explain':
      return fix.text;
  }
};

/** All that is to be done to a row, in one text; each thing once. */
export const sayFixes = (fixes: readonly Fix[]): Sentence => {
  if (fixes.some((fix) => fix.do === 'delete-row')) return sayFix({ do: 'delete-row' });
  const said = fixes.map(sayFix);
  const joined = (texts: readonly string[]): string => [...new Set(texts)].join('; ');
  return say(joined(said.map(({ id }) => id)), joined(said.map(({ en }) => en)));
};

import { plainName } from '../../product/questions.ts';
import { asText } from './text.ts';
import { nearest } from './near.ts';
import { choose, fault, fill, quoted, say, short, type ReadCell } from './reading.ts';

/** One thing to choose: what is stored, what the drop-down says, and what else people write. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly synonyms: readonly string[];
}

/** Cells of a column repeat; as many different ones are remembered as one column can sensibly have. */
const mostRemembered = 500;

/** A reader of one of a few values, by label, value or synonym, whatever the case and punctuation. */
export const choice = (choices: readonly Choice[]): ReadCell => {
  const byName = new Map(
    choices.flatMap(({ value, label, synonyms }) =>
      [value, label, ...synonyms].map((name) => [plainName(name), value]),
    ),
  );
  const labelOf = new Map(choices.map(({ value, label }) => [value, label]));
  const labels = choices.map(({ label }) => label);
  const known = new Map<string, { readonly value: unknown }>();
  return short((cell) => {
    const text = asText(cell);
    const before = known.get(text);
    if (before !== undefined) return before;
    const name = plainName(text);
    const value = byName.get(name);
    if (value !== undefined) {
      const reading = { value };
      if (known.size < mostRemembered) known.set(text, reading);
      return reading;
    }
    const near =
      nearest(name, byName.keys()) ?? [...byName.keys()].find((each) => each.length > 3 && name.includes(each));
    const meant = near === undefined ? undefined : labelOf.get(byName.get(near) ?? '');
    return fault(
      'not-a-choice',
      say(`${quoted(text)} tidak ada dalam pilihan.`, `${quoted(text)} is none of the choices.`),
      meant === undefined ? choose(labels) : fill(meant),
    );
  });
};

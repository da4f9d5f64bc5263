import { numberText, type Filled } from './clean.ts';
import { serialDate, showDate } from './date.ts';
import { fault, fill, say, type ReadCell } from './reading.ts';

/** What a cell says as text, whatever the spreadsheet made of it. */
export const asText = (cell: Filled): string => {
  if (typeof cell === 'string') return cell;
  const day = cell.date ? serialDate(cell) : undefined;
  return day === undefined ? numberText(cell) : showDate(day);
};

const tooLong = (text: string, max: number) =>
  fault(
    'too-big',
    say(`Paling banyak ${String(max)} huruf, di sini ${String(text.length)}.`, `At most ${String(max)} characters.`),
    fill(text.slice(0, max).trim()),
  );

/** A reader of one line; line breaks inside the cell become spaces. */
export const line =
  (max: number): ReadCell =>
  (cell) => {
    const text = asText(cell);
    const joined = /\s\s|[\n\r\t]/.test(text) ? text.replace(/\s+/g, ' ') : text;
    return joined.length > max ? tooLong(joined, max) : { value: joined };
  };

/** A reader of text with line breaks. */
export const lines =
  (max: number): ReadCell =>
  (cell) => {
    const text = asText(cell);
    return text.length > max ? tooLong(text, max) : { value: text };
  };

/** A reader of several things in one cell: `a.jpg; b.jpg`. */
export const list =
  (most: number): ReadCell =>
  (cell) => {
    const text = asText(cell);
    const parts = text
      .split(/[;,|\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return parts.length > most
      ? fault(
          'too-many',
          say(`Paling banyak ${String(most)}.`, `At most ${String(most)}.`),
          fill(parts.slice(0, most).join('; ')),
        )
      : { value: parts };
  };

/** A reader of web addresses; one without `https://` gets it. */
export const url: ReadCell = (cell) => {
  const text = asText(cell);
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) && /^https?:\/\/[^\s/.]+\.[^\s]+$/i.test(address) && address.length <= 2000
    ? { value: address }
    : fault(
        'bad-url',
        say('Alamat web tidak terbaca. Tulis seperti https://toko.id/produk.', 'Cannot read the web address.'),
      );
};

import * as z from 'zod';
import { toGrey, type Pixels } from './judge.ts';

/** What a picture shows, roughly: 64 bits in hexadecimal that stay nearly the same when it is scaled or compressed anew. */
export const Look = z.string().regex(/^[0-9a-f]{16}$/);

const columns = 9;
const rows = 8;
/** A picture with fewer edges than this, or as few flat places, shows nothing to know it by. */
const fewest = 8;
/** From so many differing bits on, two pictures have nothing in common: half of chance's 32. */
const strangers = 16;

/** Mean lightness of a grid of 9 × 8 fields, row by row. */
const fieldsOf = (grey: Uint8Array, width: number, height: number): readonly number[] =>
  Array.from({ length: rows * columns }, (_, n) => {
    const [row, column] = [Math.floor(n / columns), n % columns];
    const [top, left] = [Math.floor((row * height) / rows), Math.floor((column * width) / columns)];
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows));
    const right = Math.max(left + 1, Math.floor(((column + 1) * width) / columns));
    let sum = 0;
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) sum += grey[y * width + x] ?? 0;
    return sum / ((bottom - top) * (right - left));
  });

/**
 * The difference hash of a picture: for each of 8 rows of fields, whether each is lighter than the one to its right (dHash,
 * https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html). Undefined for a picture too plain to be
 * told from others.
 */
export const lookOf = (pixels: Pixels): string | undefined => {
  const fields = fieldsOf(toGrey(pixels), pixels.width, pixels.height);
  const bits = fields.flatMap((field, n) =>
    // a step smaller than this is noise
    n % columns === columns - 1 ? [] : [field > (fields[n + 1] ?? 0) + 1 ? 1 : 0],
  );
  const ones = bits.filter((bit) => bit === 1).length;
  if (ones < fewest || ones > bits.length - fewest) return undefined;
  return Array.from({ length: bits.length / 4 }, (_, n) => parseInt(bits.slice(n * 4, n * 4 + 4).join(''), 2))
    .map((digit) => digit.toString(16))
    .join('');
};

/** How alike two pictures look: 1 for the same, 0 for nothing in common. */
export const alikeLooks = (a: string, b: string): number => {
  let differing = 0;
  for (let n = 0; n < a.length; n += 1) {
    const bits = parseInt(a[n] ?? '0', 16) ^ parseInt(b[n] ?? '0', 16);
    differing += (bits & 1) + ((bits >> 1) & 1) + ((bits >> 2) & 1) + ((bits >> 3) & 1);
  }
  return Math.max(0, 1 - differing / strangers);
};

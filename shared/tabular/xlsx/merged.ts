import { FileProblem } from '../file-problem.ts';
import { longestToken } from './xml.ts';

/** Most bytes and ranges that are looked at: a list of merged cells longer than this helps nobody. */
const mostBytes = 1024 * 1024;
const mostRanges = 10_000;

const opening = Buffer.from('mergeCells');
const ranges = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"/g;

/**
 * Merged ranges of a sheet. They stand behind all of its rows, and whoever reads rows wants to know them before: so the sheet
 * is inflated once more and searched for one word, which takes a tenth of the time of reading it.
 */
export const mergedIn = async (content: AsyncIterable<Buffer>): Promise<readonly string[]> => {
  let carry: Buffer = Buffer.alloc(0);
  const tail: Buffer[] = [];
  let tailBytes = 0;
  let sinceTag = 0;
  for await (const chunk of content) {
    if (tailBytes > 0) {
      tail.push(chunk);
      tailBytes += chunk.length;
      if (tailBytes > mostBytes) break;
      continue;
    }
    // what reading its rows would find out is told before all of it is inflated
    sinceTag = chunk.includes(60) ? 0 : sinceTag + chunk.length;
    if (sinceTag > 4 * longestToken) throw new FileProblem('cell-too-large');
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    for (let at = bytes.indexOf(opening); at >= 0; at = bytes.indexOf(opening, at + 1)) {
      // a tag, with or without prefix: not the word inside a text
      const before = bytes[at - 1];
      if (before !== 60 && before !== 58) continue;
      tail.push(bytes.subarray(at));
      tailBytes = bytes.length - at;
      break;
    }
    carry = bytes.subarray(Math.max(0, bytes.length - opening.length));
  }
  const found = Buffer.concat(tail).toString('latin1').matchAll(ranges);
  return [...found].slice(0, mostRanges).map(([, range = '']) => range);
};

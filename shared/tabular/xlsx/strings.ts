import { FileProblem } from '../file-problem.ts';
import type { TableLimits } from '../limits.ts';
import type { Parts } from './parts.ts';
import { readXml, type XmlReader } from './xml.ts';

/** Characters that XML cannot hold are written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
const escaped = /_x([\dA-Fa-f]{4})_/g;
const unescaped = (text: string): string =>
  text.includes('_x') ? text.replace(escaped, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

/**
 * Gathers the text of a string item: `t` elements, also those of rich text, but not the readings that East Asian programs add.
 * `take` gives the text since the last time.
 */
export const createTextReader = (most: number): XmlReader & { readonly take: () => string } => {
  let text = '';
  let inText = false;
  let inReading = false;
  return {
    open: (name) => {
      if (name === 't') inText = !inReading;
      else if (name === 'rPh') inReading = true;
    },
    text: (more) => {
      if (!inText) return;
      text += more;
      if (text.length > most) throw new FileProblem('cell-too-large', { most });
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
    },
    take: () => {
      const taken = text;
      text = '';
      return unescaped(taken);
    },
  };
};

/**
 * The strings that cells name by number. Their bytes stand in one buffer, as millions of strings of their own would take many
 * times the room; each is made anew when it is asked for.
 */
export interface SharedStrings {
  /** @throws FileProblem for a number without string. */
  readonly at: (index: number) => string;
}

export const noStrings: SharedStrings = {
  at: () => {
    throw new FileProblem('damaged-file');
  },
};

export const readStrings = async (parts: Parts, part: string, limits: TableLimits): Promise<SharedStrings> => {
  const content = parts.open(part, limits.stringBytes);
  // no text is longer than the XML that it stands in, and untouched memory costs nothing
  const bytes = Buffer.allocUnsafeSlow(parts.sizeOf(part));
  let ends = new Uint32Array(1024);
  let count = 0;
  let end = 0;
  const texts = createTextReader(limits.cellChars);
  await readXml(content, {
    ...texts,
    close: (name) => {
      texts.close?.(name);
      if (name !== 'si') return;
      if (count === ends.length) {
        const longer = new Uint32Array(ends.length * 2);
        longer.set(ends);
        ends = longer;
      }
      const text = texts.take();
      // bytes that are no UTF-8 grow when they are read
      if (bytes.length - end < text.length * 3 && bytes.length - end < Buffer.byteLength(text)) {
        throw new FileProblem('damaged-file');
      }
      end += bytes.write(text, end, 'utf8');
      ends[count] = end;
      count += 1;
    },
  });
  return {
    at: (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= count) throw new FileProblem('damaged-file');
      return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
    },
  };
};

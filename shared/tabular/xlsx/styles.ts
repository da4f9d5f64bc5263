import type { Parts } from './parts.ts';
import { readXml } from './xml.ts';

/** Formats that every program knows without being told (ECMA-376 part 1, 18.8.30): dates and times, also those of East Asian versions. */
const isBuiltInDate = (format: number): boolean =>
  (format >= 14 && format <= 22) ||
  (format >= 27 && format <= 36) ||
  (format >= 45 && format <= 47) ||
  (format >= 50 && format <= 58);

/** Whether a format's code has parts of a date outside its texts, colours and conditions. */
const isDateCode = (code: string): boolean =>
  /[dmyhs]/i.test(
    code
      .replace(/"[^"]*"|\\.|_.|\*./g, '')
      .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
      .replace(/general/gi, ''),
  );

/** Which cell styles show a number as a date: an array by the style's number. */
export const readDateStyles = async (parts: Parts, part: string, most: number): Promise<readonly boolean[]> => {
  const dates = new Set<string>();
  const styles: boolean[] = [];
  let inCells = false;
  await readXml(parts.open(part, most), {
    open: (name, attributes) => {
      if (name === 'numFmt' && isDateCode(attributes['formatCode'] ?? '')) dates.add(attributes['numFmtId'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const format = attributes['numFmtId'] ?? '0';
        styles.push(dates.has(format) || isBuiltInDate(Number(format)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
};

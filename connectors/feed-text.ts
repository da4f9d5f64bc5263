/**
 * Texts as every feed can carry them: no control characters, no broken surrogates, one kind of line end. XML 1.0 §2.2
 * knows no control character but tab and line ends, however escaped, nor U+FFFE and U+FFFF.
 */
export const feedText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\uFFFE\uFFFF]/g, '')
    .trim();

/** The same on one line. */
export const feedLine = (text: string): string => feedText(text).replace(/\s+/g, ' ');

/** An option of a product with variants, as the attribute that Google and Meta know for it. */
export const variantAttributeOf = (option: string): 'color' | 'size' | 'material' | 'pattern' | undefined => {
  if (/\b(warna|colou?r)\b/i.test(option)) return 'color';
  if (/\b(ukuran|size)\b/i.test(option)) return 'size';
  if (/\b(bahan|material)\b/i.test(option)) return 'material';
  if (/\b(motif|corak|pola|pattern)\b/i.test(option)) return 'pattern';
  return undefined;
};

/** Characters as people count them in these specifications: code points. */
export const lengthOf = (text: string): number => Array.from(text).length;

export const cut = (text: string, max: number): string => Array.from(text).slice(0, max).join('');

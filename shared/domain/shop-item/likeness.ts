/** Words that sellers add to any name, and that tell nothing of the goods. */
const fillers = new Set(
  (
    'dan atau dengan untuk yang di dari ke ini itu per isi nya the and with for of ' +
    'murah termurah promo diskon sale cod gratis ongkir ready stok stock bisa siap kirim terlaris laris best seller ' +
    'bestseller original ori asli khas baru new viral kekinian premium super grosir ecer eceran hot limited edition ' +
    'terbaru terbaik kualitas berkualitas bagus jual dijual produk barang toko oleh oleh2 lebaran'
  ).split(' '),
);

const units: Readonly<Record<string, string>> = {
  gr: 'g',
  gram: 'g',
  grams: 'g',
  kilo: 'kg',
  kilogram: 'kg',
  mili: 'ml',
  mililiter: 'ml',
  ltr: 'l',
  liter: 'l',
  litre: 'l',
  pc: 'pcs',
  pieces: 'pcs',
  buah: 'pcs',
  biji: 'pcs',
  centimeter: 'cm',
  sentimeter: 'cm',
  meter: 'm',
};

/**
 * The words of a name that tell what it is: lower case, without accents, emoji, punctuation and sellers' filler words, units
 * written one way and joined to their number (`250 gram` → `250g`).
 */
export const wordsOf = (name: string): readonly string[] => {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/(\d)[.,](\d)/gu, '$1·$2')
    .replaceAll(/[^\p{L}\p{N}·]+/gu, ' ')
    .replaceAll(/(\d)\s*(\p{L}+)/gu, (whole: string, digit: string, word: string) => {
      const unit = units[word] ?? word;
      return Object.values(units).includes(unit) ? `${digit}${unit}` : whole;
    });
  const words = plain.split(/\s+/u).filter((word) => word !== '');
  const telling = words.filter((word) => !fillers.has(word));
  // a name of fillers alone is compared as it is
  return telling.length === 0 ? words : telling;
};

const trigramsOf = (word: string): readonly string[] => {
  const padded = `  ${word} `;
  return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3));
};

/** A name made ready to be compared with many: the trigrams of its words, each once. */
export interface Likeness {
  readonly words: readonly string[];
  readonly trigrams: ReadonlySet<string>;
}

export const likenessOf = (name: string): Likeness => {
  const words = [...new Set(wordsOf(name))];
  return { words, trigrams: new Set(words.flatMap(trigramsOf)) };
};

/** Dice's coefficient over the trigrams of two names: 0 for nothing in common, 1 for the same words in any order. */
export const alike = (a: Likeness, b: Likeness): number => {
  if (a.trigrams.size === 0 || b.trigrams.size === 0) return 0;
  const [fewer, more] = a.trigrams.size < b.trigrams.size ? [a, b] : [b, a];
  let shared = 0;
  for (const each of fewer.trigrams) if (more.trigrams.has(each)) shared += 1;
  return (2 * shared) / (a.trigrams.size + b.trigrams.size);
};

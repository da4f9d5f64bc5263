/** 53 bits of a text that differ for different texts (cyrb53): enough to tell 100,000 rows apart, and too few to read them back. */
const hashOf = (text: string): number => {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0);
};

/** Remembers in which line of a file something was first said; of the thing itself only a hash is kept. */
export const createRepeats = () => {
  const lines = new Map<number, number>();
  return {
    lineOf: (key: string): number | undefined => lines.get(hashOf(key)),
    add: (key: string, line: number): void => {
      lines.set(hashOf(key), line);
    },
  };
};

/** Numbers from 0 up to but not including 1, always the same for a seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Text that does not compress, so that bytes read tell how much was inflated. */
export const noise = (length: number, seed = 1): string => {
  const next = seeded(seed);
  let text = '';
  while (text.length < length) text += next().toString(36).slice(2);
  return text.slice(0, length);
};

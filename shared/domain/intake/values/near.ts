/** Whether two texts differ by at most so many letters added, left out, changed or swapped. */
const isNear = (a: string, b: string, most: number): boolean => {
  if (Math.abs(a.length - b.length) > most) return false;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const cost = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
      row.push(cost);
    }
    // it never gets nearer again
    if (Math.min(...row) > most) return false;
    [before, last] = [last, row];
  }
  return (last[b.length] ?? Infinity) <= most;
};

/** Guesses that are made for one file: who needs more of them is not served by guessing. */
const mostGuesses = 2000;

/** The name nearest to a text: one letter apart for short names, two for long ones; undefined when there is none. */
export const nearest = (text: string, names: Iterable<string>): string | undefined => {
  const most = text.length < 4 ? 0 : text.length < 8 ? 1 : 2;
  const found = [...names].filter((name) => isNear(text, name, most));
  return found.find((name) => isNear(text, name, 1)) ?? found[0];
};

/** As `nearest`, as often as is sensible for one file. */
export const createGuess = (): typeof nearest => {
  let left = mostGuesses;
  return (text, names) => (left-- > 0 ? nearest(text, names) : undefined);
};

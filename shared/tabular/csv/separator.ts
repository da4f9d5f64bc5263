/** What may stand between two cells. */
export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

/** Excel's own way to name the separator: a first line `sep=;`. */
const named = /^sep=([,;\t])[,;\t]*(?:\n|$)/i;

/** How often each separator stands outside quotes, per line. */
const countsOf = (line: string): readonly number[] => {
  const bare = line.replace(/"[^"]*"/g, '');
  return separators.map((separator) => bare.split(separator).length - 1);
};

/** How well a separator fits: the share of lines that have the commonest count of it; standing in the first line counts as half of all. */
const fit = (counts: readonly number[]): { readonly score: number; readonly commonest: number } => {
  const often = new Map<number, number>();
  for (const count of counts) if (count > 0) often.set(count, (often.get(count) ?? 0) + 1);
  const [commonest, lines] = [...often].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return { score: lines / counts.length + ((counts[0] ?? 0) > 0 ? 0.5 : 0), commonest };
};

/**
 * The separator of a CSV by its first lines, and how many characters of a line naming it are to be skipped.
 * Descriptions are full of commas: what is regular counts, not what is frequent.
 */
export const separatorOf = (head: string): { readonly separator: Separator; readonly skip: number } => {
  const line = named.exec(head);
  const byName = separators.find((each) => each === line?.[1]);
  if (line !== null && byName !== undefined) return { separator: byName, skip: line[0].length };
  const lines = head
    // quoted newlines do not end a record
    .replace(/"[^"]*"/g, '')
    .split('\n')
    .filter((each) => /[^ ]/.test(each))
    .slice(0, 50)
    .map(countsOf);
  if (lines.length === 0) return { separator: ',', skip: 0 };
  const fits = separators.map((separator, n) => ({ separator, ...fit(lines.map((counts) => counts[n] ?? 0)) }));
  fits.sort((a, b) => b.score - a.score || b.commonest - a.commonest);
  return { separator: fits[0]?.separator ?? ',', skip: 0 };
};

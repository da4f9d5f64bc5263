/** The same things in parts of at most `size`. */
export const inParts = <Thing>(things: readonly Thing[], size: number): readonly (readonly Thing[])[] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, n) => things.slice(n * size, (n + 1) * size));

/** Does the same with every thing, a few of them at a time. The first failure is thrown. */
export const each = async <Thing>(
  things: readonly Thing[],
  atOnce: number,
  act: (thing: Thing) => Promise<void>,
): Promise<void> => {
  const waiting = things.values();
  const worker = async (): Promise<void> => {
    for (const thing of waiting) await act(thing);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
};

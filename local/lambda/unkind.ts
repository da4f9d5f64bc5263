/** What AWS does and a computer would not: order that is not kept, and deliveries that happen twice. */
export interface Unkindness {
  readonly shuffle: <T>(items: readonly T[]) => readonly T[];
  /** Whether this delivery happens twice. */
  readonly isDoubled: () => boolean;
}

export const createUnkindness = (random: () => number, duplicateRate: () => number): Unkindness => ({
  shuffle: (items) =>
    items
      .map((item) => ({ item, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item),
  isDoubled: () => random() < duplicateRate(),
});

/** For those who want the calm of one computer. */
export const kind: Unkindness = { shuffle: (items) => items, isDoubled: () => false };

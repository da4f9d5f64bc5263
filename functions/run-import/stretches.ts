/** The same items in stretches of `size`: where they are cut depends on nothing but their number. */
export async function* inStretches<Item>(
  groups: AsyncIterable<readonly Item[]>,
  size: number,
): AsyncGenerator<readonly Item[], undefined> {
  let held: Item[] = [];
  for await (const group of groups) {
    for (const item of group) {
      held.push(item);
      if (held.length < size) continue;
      yield held;
      held = [];
    }
  }
  if (held.length > 0) yield held;
  return undefined;
}

/** The same items, the next one being made while one is at work. */
export async function* ahead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  const fetch = (): Promise<IteratorResult<Item, unknown>> => {
    const next = iterator.next();
    // whether it failed is looked at when its turn comes
    next.catch(() => undefined);
    return next;
  };
  try {
    let next = fetch();
    for (;;) {
      const result = await next;
      if (result.done === true) return undefined;
      next = fetch();
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}

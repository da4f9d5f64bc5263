/**
 * Reads JSON with integers beyond 2^53 kept as their digits, all else as usual: product ids may arrive as numbers, where a
 * double would round them.
 * @throws SyntaxError
 */
export const parseExact = (text: string): unknown => {
  const keepExact = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    context?.source !== undefined &&
    /^-?\d+$/.test(context.source)
      ? context.source
      : value;
  return JSON.parse(text, keepExact);
};

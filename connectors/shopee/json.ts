/** JSON with Shopee's int64 ids kept exact: they may pass 2^53, where a double rounds. */

/** Integers beyond the safe range come back as their digits, all else as usual. @throws SyntaxError */
export const parseJson = (text: string): unknown => {
  const keepExact = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    context?.source !== undefined &&
    /^-?\d+$/.test(context.source)
      ? context.source
      : value;
  return JSON.parse(text, keepExact);
};

/** As `JSON.stringify`, and a bigint becomes a JSON number with all its digits. */
export const writeJson = (value: unknown): string => {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${writeJson(field)}`).join(',')}}`;
  }
  return value === undefined ? 'null' : JSON.stringify(value);
};

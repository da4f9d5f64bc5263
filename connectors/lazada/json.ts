/** Item, SKU, brand and order ids are 64-bit numbers in Lazada's JSON: past 2^53 they come back as their digits. @throws SyntaxError */
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

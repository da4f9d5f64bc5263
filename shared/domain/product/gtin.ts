/**
 * Whether digits form a GTIN-8, -12, -13 or -14 with a right check digit: weights 3 and 1 in turn from the right, the sum
 * a multiple of ten (GS1 General Specifications, 7.9).
 */
export const isGtin = (digits: string): boolean =>
  /^(\d{8}|\d{12,14})$/.test(digits) &&
  Array.from(digits, Number)
    .reverse()
    .reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 1 : 3), 0) %
    10 ===
    0;

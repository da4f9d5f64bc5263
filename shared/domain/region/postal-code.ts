/**
 * First digit of postal codes by province. Pos Indonesia numbers by delivery area: Jakarta and its neighbours 1, Sumatra 2
 * and 3, western Java 4 (the belt around Jakarta 1), central Java 5, eastern Java 6, Kalimantan 7, Bali and Nusa Tenggara 8,
 * Sulawesi, Maluku and Papua 9. A finer list is under no licence that lets us carry it.
 */
const firstDigits: readonly (readonly [provinces: RegExp, digits: string])[] = [
  [/^(1[1-4]|21)/, '2'],
  [/^1[5-9]/, '3'],
  [/^31/, '1'],
  [/^3[26]/, '14'],
  [/^3[34]/, '5'],
  [/^35/, '6'],
  [/^5/, '8'],
  [/^6/, '7'],
  [/^[789]/, '9'],
];

/** Whether a postal code (five digits) can lie in a region, as far as its first digit tells. */
export const isPlausiblePostalCode = (postalCode: string, regionCode: string): boolean => {
  const digits = firstDigits.find(([provinces]) => provinces.test(regionCode))?.[1];
  return digits === undefined || digits.includes(postalCode.slice(0, 1));
};

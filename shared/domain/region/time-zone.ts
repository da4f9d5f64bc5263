/** Provinces by zone (Keppres 41/1987); no daylight saving. */
const zones: readonly (readonly [zone: string, provinces: RegExp])[] = [
  ['Asia/Pontianak', /^6[12]/],
  ['Asia/Makassar', /^(5[1-3]|6[3-5]|7[1-6])/],
  ['Asia/Jayapura', /^(8[12]|9[1-6])/],
];

/** IANA name of the zone a region keeps: WIB (`Asia/Jakarta`, in Kalimantan `Asia/Pontianak`), WITA or WIT. */
export const timeZoneOf = (regionCode: string): string =>
  zones.find(([, provinces]) => provinces.test(regionCode))?.[0] ?? 'Asia/Jakarta';

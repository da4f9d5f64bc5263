import { isKnownRegion } from '../region/region.ts';

export type NikDoubt = 'nik-region-unknown' | 'nik-date-impossible' | 'nik-serial-zero';

const isDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/**
 * What looks wrong in a well-formed NIK. Only a doubt: the region is that of the first registration, and the number
 * stays when a birth date is corrected. Digits: 1–6 region, 7–12 birth date DDMMYY (women: DD + 40), 13–16 serial.
 */
export const nikDoubts = (nik: string): readonly NikDoubt[] => {
  const part = (from: number, to: number): number => Number(nik.slice(from, to));
  const day = part(6, 8) > 40 ? part(6, 8) - 40 : part(6, 8);
  const [month, year] = [part(8, 10), part(10, 12)];
  const kabupaten = `${nik.slice(0, 2)}.${nik.slice(2, 4)}`;
  return [
    ...(isKnownRegion(kabupaten) ? [] : ['nik-region-unknown' as const]),
    ...([1900, 2000].some((century) => isDate(century + year, month, day)) ? [] : ['nik-date-impossible' as const]),
    ...(part(12, 16) === 0 ? ['nik-serial-zero' as const] : []),
  ];
};

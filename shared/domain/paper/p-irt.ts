import { isKnownRegion } from '../region/region.ts';

const packagings = ['glass', 'plastic', 'carton', 'can', 'aluminium', 'other', 'composite', 'multiple'] as const;

/** What the 15 digits of a P-IRT number say. */
export interface PirtMeaning {
  readonly packaging: (typeof packagings)[number] | undefined;
  readonly foodType: string;
  /** Kabupaten or kota that issued it, e.g. `35.73`; undefined when there is none of that code. */
  readonly regionCode: string | undefined;
  readonly product: string;
  readonly maker: string;
  readonly expiryYear: number;
}

/**
 * Reads a P-IRT number: 1 packaging, 2–3 kind of food, 4–7 province and kabupaten/kota, 8–9 product, 10–13 maker, 14–15 year of
 * expiry (tempo.co 2021, “arti nomor P-IRT”). Undefined when there are not 15 digits.
 */
export const readPirt = (number: string): PirtMeaning | undefined => {
  const digits = number.replace(/\D/g, '');
  if (digits.length !== 15) return undefined;
  const regionCode = `${digits.slice(3, 5)}.${digits.slice(5, 7)}`;
  return {
    packaging: packagings[Number(digits[0]) - 1],
    foodType: digits.slice(1, 3),
    regionCode: isKnownRegion(regionCode) ? regionCode : undefined,
    product: digits.slice(7, 9),
    maker: digits.slice(9, 13),
    expiryYear: 2000 + Number(digits.slice(13)),
  };
};

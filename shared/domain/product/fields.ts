import * as z from 'zod';
import { isGtin } from './gtin.ts';
import { line } from '../text.ts';

/** The owner's own stock-keeping number: free text, not unique beyond its owner. */
export const Sku = line(100);

/** GTIN (barcode number) with its check digit. */
export const Gtin = z
  .string()
  .refine(isGtin, {
    params: {
      code: 'bad-gtin',
      message: {
        id: 'Nomor barcode salah. Periksa 8, 12, 13 atau 14 angkanya.',
        en: 'The barcode number is wrong. Check its 8, 12, 13 or 14 digits.',
      },
    },
  })
  .meta({ example: '8991002101630' });

const Millimetres = z.int().min(1).max(10_000);
/** The packed piece as it is shipped: grams and millimetres. */
export const Package = z.strictObject({
  weightGrams: z.int().min(1).max(1_000_000),
  lengthMm: Millimetres,
  widthMm: Millimetres,
  heightMm: Millimetres,
});

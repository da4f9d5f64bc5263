import * as z from 'zod';
import { Komoditas } from '../komoditas.ts';
import { isWithin } from '../member/member.ts';

/** Which products a partner takes: each list that is there must hold. */
export const Selection = z.strictObject({
  regionCodes: z
    .array(z.string().regex(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'Kepmendagri region codes; products made within any of them' }),
  komoditas: z.array(Komoditas).min(1).max(10).optional(),
});
export type Selection = z.infer<typeof Selection>;

/** Whether a product made there, of this komoditas, is selected. */
export const isSelected = (
  { regionCodes, komoditas }: Selection,
  product: { readonly regionCode?: string | undefined; readonly komoditas?: string | undefined },
): boolean =>
  (regionCodes === undefined || regionCodes.some((area) => isWithin(product.regionCode, area))) &&
  (komoditas === undefined || komoditas.some((each) => each === product.komoditas));

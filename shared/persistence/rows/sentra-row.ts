import * as z from 'zod';
import { Imported } from '../../domain/intake/imported.ts';
import { SentraSummary } from '../../domain/sentra/sentra.ts';

/** A sentra as stored. Nothing personal outside `sealed`. */
export const SentraRow = z.object({
  ...SentraSummary.shape,
  type: z.literal('sentra'),
  createdWith: z.string(),
  imported: Imported.optional(),
  sealed: z.record(z.string(), z.string()),
});
export type SentraRow = z.infer<typeof SentraRow>;

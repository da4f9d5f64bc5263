import * as z from 'zod';
import { SentraSummary } from '../../domain/sentra/sentra.ts';

/** A sentra as stored. Nothing personal outside `sealed`. */
export const SentraRow = z.object({
  ...SentraSummary.shape,
  type: z.literal('sentra'),
  createdWith: z.string(),
  sealed: z.record(z.string(), z.string()),
});
export type SentraRow = z.infer<typeof SentraRow>;

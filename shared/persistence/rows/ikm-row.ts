import * as z from 'zod';
import { IkmHistoryEntry, IkmSummary } from '../../domain/ikm/ikm.ts';
import { IkmWarningCode } from '../../domain/ikm/warnings.ts';

/** An IKM as stored. Nothing personal outside `sealed`, but for masks. */
export const IkmRow = z.object({
  ...IkmSummary.shape,
  type: z.literal('ikm'),
  warnings: z.array(IkmWarningCode),
  history: z.array(IkmHistoryEntry),
  createdWith: z.string(),
  sealed: z.record(z.string(), z.string()),
  locks: z.array(z.string()),
  keyVersion: z.string().optional(),
});
export type IkmRow = z.infer<typeof IkmRow>;

import * as z from 'zod';
import { erasedKey, type DataKey } from '../../domain/identity/sealer.ts';
import type { StoredIkm } from '../../domain/ikm/ikm-repository.ts';
import { IkmHistoryEntry, IkmSummary } from '../../domain/ikm/ikm.ts';
import { Imported } from '../../domain/intake/imported.ts';
import { IkmWarningCode } from '../../domain/ikm/warnings.ts';

/** An IKM as stored. Nothing personal outside `sealed`, but for masks. */
export const IkmRow = z.object({
  ...IkmSummary.shape,
  type: z.literal('ikm'),
  warnings: z.array(IkmWarningCode),
  history: z.array(IkmHistoryEntry),
  createdWith: z.string(),
  dataKey: z.string().optional(),
  sealed: z.record(z.string(), z.string()),
  imported: Imported.optional(),
  locks: z.array(z.string()),
  keyVersion: z.string().optional(),
});
type IkmRow = z.infer<typeof IkmRow>;

/** The IKM of a row, with its data key. What is sealed under a key that was destroyed is gone. */
export const toStoredIkm = ({ type: _type, ...row }: IkmRow): { readonly ikm: StoredIkm; readonly key: DataKey } => {
  const { ikmId: recordId, dataKey: wrapped } = row;
  return wrapped === undefined
    ? { ikm: { ...row, dataKey: undefined, sealed: {} }, key: erasedKey(recordId) }
    : { ikm: { ...row, dataKey: wrapped }, key: { recordId, wrapped } };
};

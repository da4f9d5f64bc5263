import * as z from 'zod';
import type { DataKey } from '../../domain/identity/sealer.ts';
import type { Item, Key } from '../versioned-item.ts';

/** The data key of one record, encrypted under KMS. */
export const DataKeyRow = z.object({
  type: z.literal('data-key'),
  recordId: z.string(),
  wrapped: z.string(),
});

export const toDataKeyItem = (at: Key, { recordId, wrapped }: DataKey): Item => ({
  ...at,
  type: 'data-key',
  recordId,
  wrapped,
});

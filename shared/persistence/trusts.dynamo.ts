import { Trust, type Trusts } from '../domain/curation/trust.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { toTrustRow } from './rows/trust-row.ts';
import { putItem, readItem } from './versioned-item.ts';

const TrustRow = Trust.strip();

/** Which IKMs officers trust, in the register table. */
export const createTrusts = (at: TableAt): Trusts => ({
  read: (ikmId) => readItem(at, registerKeys.trust(ikmId), TrustRow),
  write: (before, after) => putItem(at, toTrustRow(after), before === undefined ? 'absent' : { etag: before.etag }),
});

import { PurposeConsent, type PurposeConsents } from '../domain/privacy/consent.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { putItem, readItem } from './versioned-item.ts';

/** What persons agreed to, by purpose, in the register. */
export const purposeConsents = (at: TableAt): PurposeConsents => ({
  read: (ikmId, purpose) => readItem(at, registerKeys.purposeConsent(ikmId, purpose), PurposeConsent),
  write: (after, before) =>
    putItem(
      at,
      { ...registerKeys.purposeConsent(after.ikmId, after.purpose), type: 'purpose-consent', ...after },
      before === undefined ? 'absent' : { etag: before.etag },
    ),
});

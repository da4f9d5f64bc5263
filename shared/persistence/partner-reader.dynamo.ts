import { Partner } from '../domain/partner/partner.ts';
import type { PartnerStore } from '../domain/partner/partner-store.ts';
import { accountReader } from './account-reader.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { readItem } from './versioned-item.ts';

/** Partners and their accounts without what is sealed. All reads are strong. */
export const partnerReader = (at: TableAt): Pick<PartnerStore, 'read' | 'account'> => ({
  read: (partnerId) => readItem(at, listingKeys.partner(partnerId), Partner),
  account: accountReader(at).read,
});

import type { Account } from '../account/account.ts';
import type { Endpoint } from './endpoint.ts';
import type { Partner } from './partner.ts';

/** The connector that serves partners. */
export const partnerMarketplace = 'webhook';

/** A partner, its account, and where it is called: three records with one id. All reads are strong. */
export interface PartnerStore {
  readonly read: (partnerId: string) => Promise<Partner | undefined>;
  readonly account: (partnerId: string) => Promise<Account | undefined>;
  /** Undefined while the partner is disabled: its secrets were destroyed. */
  readonly endpoint: (partnerId: string) => Promise<Endpoint | undefined>;
  /** `conflict`: the id is in use. */
  readonly create: (partner: Partner, account: Account, endpoint: Endpoint) => Promise<'written' | 'conflict'>;
  /** Writes all of them; `conflict` when the partner or its account changed since they were read. */
  readonly change: (
    before: { readonly partner: Partner; readonly account: Account },
    partner: Partner,
    account: Account,
    endpoint: Endpoint,
  ) => Promise<'written' | 'conflict'>;
}

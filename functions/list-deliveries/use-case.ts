import type { Caller } from '../../shared/domain/member/member.ts';
import type { KeptDelivery } from '../../shared/domain/partner/delivery.ts';
import type { PartnerStore } from '../../shared/domain/partner/partner-store.ts';
import { reachPartner } from '../../shared/domain/partner/reach.ts';

type Position = Record<string, string>;
interface Page {
  readonly rows: readonly KeptDelivery[];
  readonly position: Position | undefined;
}

export interface ListDeliveriesDeps {
  readonly partners: Pick<PartnerStore, 'read' | 'account'>;
  readonly deliveries: {
    readonly page: (accountId: string, limit: number, position: Position | undefined) => Promise<Page>;
  };
}

/** What was sent to a partner in the last 30 days, newest first. @throws ProblemError `not-found`, `not-a-member`, `invalid-cursor` */
export const listDeliveries =
  ({ partners, deliveries }: ListDeliveriesDeps) =>
  async (caller: Caller, partnerId: string, limit: number, position: Position | undefined): Promise<Page> => {
    await reachPartner(partners, caller, partnerId, 'see');
    return deliveries.page(partnerId, limit, position);
  };

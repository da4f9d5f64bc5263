import type { Account } from '../../shared/domain/account/account.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { Endpoint } from '../../shared/domain/partner/endpoint.ts';
import type { Partner } from '../../shared/domain/partner/partner.ts';
import type { PartnerStore } from '../../shared/domain/partner/partner-store.ts';
import { reachPartner } from '../../shared/domain/partner/reach.ts';

export interface GetPartnerDeps {
  readonly partners: Pick<PartnerStore, 'read' | 'account' | 'endpoint'>;
}

/** @throws ProblemError `not-found`, `not-a-member` */
export const getPartner =
  ({ partners }: GetPartnerDeps) =>
  async (
    caller: Caller,
    partnerId: string,
  ): Promise<{ readonly partner: Partner; readonly account: Account; readonly endpoint: Endpoint | undefined }> => ({
    ...(await reachPartner(partners, caller, partnerId, 'see')),
    endpoint: await partners.endpoint(partnerId),
  });

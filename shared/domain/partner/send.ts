import { isUsable } from '../account/account.ts';
import type { Caller } from '../member/member.ts';
import { ProblemError } from '../problem.ts';
import { toIso, type Clock } from '../time.ts';
import { deliver, loggedAs, type Outgoing } from './deliver.ts';
import type { KeptDelivery } from './delivery.ts';
import type { PartnerStore } from './partner-store.ts';
import { reachPartner } from './reach.ts';

/** What sending a message to a partner by hand needs. */
export interface SendDeps {
  readonly partners: Pick<PartnerStore, 'read' | 'account' | 'endpoint'>;
  /** Reaches public addresses only. */
  readonly fetch: typeof fetch;
  readonly log: (
    accountId: string,
    sent: Omit<KeptDelivery, 'id' | 'webhookId'> & { readonly deliveryId: string },
  ) => Promise<KeptDelivery>;
  readonly clock: Clock;
  readonly signal: () => AbortSignal;
}

/**
 * Sends a message once, now, and logs what came of it. A 410 disables nothing here: it was a person who asked.
 * @throws ProblemError `not-found`, `forbidden`, `not-a-member`, `wrong-state` (disabled, or without a webhook)
 */
export const sendByHand =
  ({ partners, fetch, log, clock, signal }: SendDeps) =>
  async (caller: Caller, partnerId: string, messageOf: () => Promise<Outgoing | undefined>): Promise<KeptDelivery> => {
    const { account } = await reachPartner(partners, caller, partnerId, 'work');
    const message = await messageOf();
    if (message === undefined) throw new ProblemError('not-found');
    const endpoint = await partners.endpoint(partnerId);
    if (!isUsable(account) || endpoint?.url === undefined) throw new ProblemError('wrong-state');
    const at = clock();
    const delivered = await deliver({ fetch, clock, signal: signal() }, { ...endpoint, url: endpoint.url }, message);
    return log(partnerId, {
      deliveryId: message.webhookId,
      type: message.type,
      at: toIso(at),
      body: message.body,
      ...loggedAs(delivered),
    });
  };

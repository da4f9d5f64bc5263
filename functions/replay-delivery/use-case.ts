import type { Caller } from '../../shared/domain/member/member.ts';
import type { KeptDelivery } from '../../shared/domain/partner/delivery.ts';
import { sendByHand, type SendDeps } from '../../shared/domain/partner/send.ts';

export interface ReplayDeliveryDeps extends SendDeps {
  readonly deliveries: { readonly read: (accountId: string, id: string) => Promise<KeptDelivery | undefined> };
}

/**
 * Sends a kept message again: the same id and body, so that a partner who has it passes it over; only the time of sending
 * and the signatures are new.
 * @throws ProblemError `not-found`, `forbidden`, `not-a-member`, `wrong-state`
 */
export const replayDelivery =
  (deps: ReplayDeliveryDeps) =>
  (caller: Caller, partnerId: string, id: string): Promise<KeptDelivery> =>
    sendByHand(deps)(caller, partnerId, () => deps.deliveries.read(partnerId, id));

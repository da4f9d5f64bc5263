import type { Caller } from '../../shared/domain/member/member.ts';
import type { KeptDelivery } from '../../shared/domain/partner/delivery.ts';
import { sampleMessage, type SampleType } from '../../shared/domain/partner/sample-message.ts';
import { sendByHand, type SendDeps } from '../../shared/domain/partner/send.ts';

export interface TestPartnerDeps extends SendDeps {
  readonly newId: () => string;
}

/** Sends a sample message, marked as a test. @throws ProblemError `not-found`, `forbidden`, `not-a-member`, `wrong-state` */
export const testPartner =
  (deps: TestPartnerDeps) =>
  (caller: Caller, partnerId: string, type: SampleType): Promise<KeptDelivery> =>
    sendByHand(deps)(caller, partnerId, () =>
      Promise.resolve(sampleMessage(partnerId, type, `msg_test_${deps.newId()}`, deps.clock())),
    );

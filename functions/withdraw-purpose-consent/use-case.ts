import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { showConsent } from '../../shared/domain/privacy/consent-view.ts';
import {
  withdrawConsent,
  type ConsentPurpose,
  type PurposeConsents,
  type PurposeConsentView,
} from '../../shared/domain/privacy/consent.ts';
import { reachIkm } from '../../shared/domain/privacy/reach.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface WithdrawPurposeConsentDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly purposes: PurposeConsents;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

/**
 * The owner withdraws, or somebody writes it down for them: as easy as agreeing (UU 27/2022, Art. 9).
 * @throws ProblemError `not-found`, `not-a-member`, `conflict`
 */
export const withdrawPurposeConsent =
  ({ ikms, purposes, sealer, clock }: WithdrawPurposeConsentDeps) =>
  async (
    caller: Caller,
    { ikmId, purpose }: { readonly ikmId: IkmId; readonly purpose: ConsentPurpose },
  ): Promise<PurposeConsentView> => {
    const found = await reachIkm(ikms, caller, ikmId);
    return showConsent(sealer, found, purpose, await withdrawConsent(purposes, clock)(caller, found.ikm, purpose));
  };

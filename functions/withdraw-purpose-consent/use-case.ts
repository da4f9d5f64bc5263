import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import { isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { showConsent } from '../../shared/domain/privacy/consent-view.ts';
import {
  say,
  textVersion,
  type ConsentPurpose,
  type PurposeConsents,
  type PurposeConsentView,
} from '../../shared/domain/privacy/consent.ts';
import { reachIkm } from '../../shared/domain/privacy/reach.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface WithdrawPurposeConsentDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly purposes: PurposeConsents;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

/**
 * The owner withdraws, or somebody writes it down for them: as easy as agreeing (UU 27/2022, Art. 9). What rests on the
 * consent ends; again: no change.
 * @throws ProblemError `not-found`, `not-a-member`, `conflict`
 */
export const withdrawPurposeConsent =
  ({ ikms, purposes, sealer, clock }: WithdrawPurposeConsentDeps) =>
  async (
    caller: Caller,
    { ikmId, purpose }: { readonly ikmId: IkmId; readonly purpose: ConsentPurpose },
  ): Promise<PurposeConsentView> => {
    const found = await reachIkm(ikms, caller, ikmId);
    const nowMs = clock();
    return untilWritten(async () => {
      const before = await purposes.read(ikmId, purpose);
      if (before?.agreed === false) return showConsent(sealer, found, purpose, before);
      const way = isAllowed(caller, found.ikm, ['pemilik']) ? 'own-sign-in' : 'witness';
      const word = {
        agreed: false,
        version: before?.version ?? textVersion,
        at: toIso(nowMs),
        way,
        sealed: {},
      } as const;
      const after = say({ ikmId, purpose }, word, before, { caller, nowMs });
      if ((await purposes.write(after, before)) === 'conflict') return 'conflict';
      return showConsent(sealer, found, purpose, after);
    });
  };

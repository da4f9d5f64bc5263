import type { Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmId } from '../../shared/domain/ids.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { showConsent } from '../../shared/domain/privacy/consent-view.ts';
import type { ConsentPurpose, PurposeConsents, PurposeConsentView } from '../../shared/domain/privacy/consent.ts';
import { reachIkm } from '../../shared/domain/privacy/reach.ts';

export interface GetPurposeConsentDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly purposes: Pick<PurposeConsents, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** What the owner said about a purpose. @throws ProblemError `not-found`, `not-a-member` */
export const getPurposeConsent =
  ({ ikms, purposes, sealer }: GetPurposeConsentDeps) =>
  async (
    caller: Caller,
    { ikmId, purpose }: { readonly ikmId: IkmId; readonly purpose: ConsentPurpose },
  ): Promise<PurposeConsentView> => {
    const found = await reachIkm(ikms, caller, ikmId);
    return showConsent(sealer, found, purpose, await purposes.read(ikmId, purpose));
  };

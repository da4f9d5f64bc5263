import type { Consent } from '../../shared/domain/account/consent.ts';
import { reachConsent, type ReachConsentDeps } from '../../shared/domain/account/reach-consent.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface GetConsentDeps extends ReachConsentDeps {
  readonly consents: { readonly read: (accountId: string, ikmId: string) => Promise<Consent | undefined> };
}

/** @throws ProblemError `not-found`, `not-a-member` */
export const getConsent =
  (deps: GetConsentDeps) =>
  async (caller: Caller, of: { readonly accountId: string; readonly ikmId: string }): Promise<Consent | undefined> => {
    await reachConsent(deps, caller, of, false);
    return deps.consents.read(of.accountId, of.ikmId);
  };

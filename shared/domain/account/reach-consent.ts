import { anyone, helpers, isAllowed, type Caller, type Place } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';
import { mayCarry, type Account } from './account.ts';

export interface ReachConsentDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
}

/**
 * Checks that the IKM is of the joint shop's sentra and within the caller's reach.
 * @param isSaid true when the caller wants to speak for the IKM, which its owner and mentor may.
 * @throws ProblemError `not-found` (also for a shop that is no joint shop of the IKM), `forbidden`, `not-a-member`
 */
export const reachConsent = async (
  { accounts, placeOfIkm }: ReachConsentDeps,
  caller: Caller,
  { accountId, ikmId }: { readonly accountId: string; readonly ikmId: string },
  isSaid: boolean,
): Promise<void> => {
  assertMember(caller);
  const [account, ikm] = await Promise.all([accounts.read(accountId), placeOfIkm(ikmId)]);
  const isThere =
    account?.holder.type === 'sentra' &&
    ikm !== undefined &&
    mayCarry(account, { ...ikm, ikmId }) &&
    isAllowed(caller, { ...ikm, ikmId }, anyone);
  if (!isThere) throw new ProblemError('not-found');
  if (isSaid && !isAllowed(caller, { ...ikm, ikmId }, helpers)) throw new ProblemError('forbidden');
};

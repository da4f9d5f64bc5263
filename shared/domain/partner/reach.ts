import type { Account } from '../account/account.ts';
import { anyone, isAllowed, type Caller, type Role } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';
import { mayManage, type Partner } from './partner.ts';
import type { PartnerStore } from './partner-store.ts';

/** Who sees a partner: its own people, and the officers of its area. */
const seers = ['kementerian', 'dinas', 'mitra'] as const satisfies readonly Role[];

/** What a caller wants with a partner: `see` it · `work` with its tokens and messages · `manage` what it takes. */
export type PartnerWish = 'see' | 'work' | 'manage';

/** Whether the caller knows of a partner: officers also by several areas that only together hold what it takes. */
export const mayReach = (caller: Caller, { selection }: Pick<Partner, 'selection'>, { place }: Account): boolean =>
  isAllowed(caller, place, seers) || mayManage(caller, selection);

/** Whether the caller may do this with a partner that they see. */
const mayDo = (caller: Caller, wish: PartnerWish, partner: Partner, account: Account): boolean =>
  wish === 'see' ||
  mayManage(caller, partner.selection) ||
  (wish === 'work' && isAllowed(caller, account.place, ['mitra']));

/**
 * The partner a caller asks for, and its account.
 * @throws ProblemError `not-a-member`; `not-found` when there is none or it lies outside the caller's scope; `forbidden`
 */
export const reachPartner = async (
  store: Pick<PartnerStore, 'read' | 'account'>,
  caller: Caller,
  partnerId: string,
  wish: PartnerWish,
): Promise<{ readonly partner: Partner; readonly account: Account }> => {
  assertMember(caller);
  const [partner, account] = await Promise.all([store.read(partnerId), store.account(partnerId)]);
  if (partner === undefined || account === undefined || !mayReach(caller, partner, account))
    throw new ProblemError('not-found');
  if (!mayDo(caller, wish, partner, account)) throw new ProblemError('forbidden');
  return { partner, account };
};

/**
 * The account whose feed a caller wants tokens for: a partner's, or any shop account of theirs that has a feed.
 * @throws ProblemError `not-a-member`; `not-found`; `forbidden` for who may see it alone
 */
export const reachFeed = async (
  deps: {
    readonly partners: Pick<PartnerStore, 'read' | 'account'>;
    readonly hasFeed: (marketplace: string) => boolean;
  },
  caller: Caller,
  accountId: string,
): Promise<Account> => {
  assertMember(caller);
  const account = await deps.partners.account(accountId);
  if (account?.holder.type === 'partner') return (await reachPartner(deps.partners, caller, accountId, 'work')).account;
  if (account === undefined || !isAllowed(caller, account.place, anyone) || !deps.hasFeed(account.marketplace))
    throw new ProblemError('not-found');
  return account;
};

import type { Caller } from '../../shared/domain/member/member.ts';
import type { PartnerStore } from '../../shared/domain/partner/partner-store.ts';
import { reachFeed } from '../../shared/domain/partner/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface RevokeFeedTokenDeps {
  readonly partners: Pick<PartnerStore, 'read' | 'account'>;
  readonly hasFeed: (marketplace: string) => boolean;
  readonly tokens: { readonly revoke: (accountId: string, tokenId: string) => Promise<boolean> };
}

/** The token fetches nothing from now on; again is harmless. @throws ProblemError `not-found`, `forbidden`, `not-a-member` */
export const revokeFeedToken =
  (deps: RevokeFeedTokenDeps) =>
  async (caller: Caller, accountId: string, tokenId: string): Promise<void> => {
    await reachFeed(deps, caller, accountId);
    if (!(await deps.tokens.revoke(accountId, tokenId))) throw new ProblemError('not-found');
  };

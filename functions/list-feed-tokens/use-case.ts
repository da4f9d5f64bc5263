import type { Caller } from '../../shared/domain/member/member.ts';
import type { FeedToken } from '../../shared/domain/partner/feed-token.ts';
import type { PartnerStore } from '../../shared/domain/partner/partner-store.ts';
import { reachFeed } from '../../shared/domain/partner/reach.ts';

export interface ListFeedTokensDeps {
  readonly partners: Pick<PartnerStore, 'read' | 'account'>;
  readonly hasFeed: (marketplace: string) => boolean;
  readonly tokens: { readonly list: (accountId: string) => Promise<readonly FeedToken[]> };
}

/** The tokens of a feed, without their text: a handful, so one page. @throws ProblemError `not-found`, `forbidden`, `not-a-member` */
export const listFeedTokens =
  (deps: ListFeedTokensDeps) =>
  async (caller: Caller, accountId: string): Promise<readonly FeedToken[]> => {
    await reachFeed(deps, caller, accountId);
    return deps.tokens.list(accountId);
  };

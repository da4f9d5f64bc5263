import type { Caller } from '../../shared/domain/member/member.ts';
import type { FeedToken, FeedTokenBody } from '../../shared/domain/partner/feed-token.ts';
import type { PartnerStore } from '../../shared/domain/partner/partner-store.ts';
import { reachFeed } from '../../shared/domain/partner/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface IssueFeedTokenDeps {
  readonly partners: Pick<PartnerStore, 'read' | 'account'>;
  readonly hasFeed: (marketplace: string) => boolean;
  readonly tokens: {
    readonly list: (accountId: string) => Promise<readonly FeedToken[]>;
    readonly issue: (
      accountId: string,
      body: Pick<FeedToken, 'tokenId' | 'label'>,
    ) => Promise<{ readonly token: FeedToken; readonly text: string } | undefined>;
  };
}

/** Tokens that an account may have at once: one per reader is enough. */
const mostTokens = 20;

/**
 * A token to fetch the feed with. Its text is answered this once; who lost it makes another and revokes this one.
 * @throws ProblemError `not-found`, `forbidden`, `not-a-member`, `id-taken`, `wrong-state` (too many)
 */
export const issueFeedToken =
  (deps: IssueFeedTokenDeps) =>
  async (
    caller: Caller,
    accountId: string,
    { tokenId, label }: FeedTokenBody,
  ): Promise<{ readonly token: FeedToken; readonly text: string }> => {
    await reachFeed(deps, caller, accountId);
    const there = await deps.tokens.list(accountId);
    if (there.filter(({ revokedAt }) => revokedAt === undefined).length >= mostTokens)
      throw new ProblemError('wrong-state');
    const issued = await deps.tokens.issue(accountId, { tokenId, ...(label === undefined ? {} : { label }) });
    if (issued === undefined) throw new ProblemError('id-taken');
    return issued;
  };

import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import { licence, type FeedFile } from '../../shared/domain/feed/feed.ts';
import type { FeedStore } from '../../shared/domain/feed/store.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface GetFeedDeps {
  readonly store: Pick<FeedStore, 'read' | 'touch' | 'changes' | 'entry'>;
  readonly readAccount: (accountId: string) => Promise<Account | undefined>;
  /** The account whose feed a pull token opens. */
  readonly accountOfToken: (token: string) => Promise<string | undefined>;
  readonly formatsOf: (account: Account) => readonly string[];
  /** An entry as readers of changes see it; `undefined` for one that no format could show. */
  readonly itemOf: (entry: {
    readonly marker: string;
    readonly content: Readonly<Record<string, unknown>>;
    readonly price: Readonly<Record<string, unknown>>;
    readonly stock: Readonly<Record<string, unknown>>;
  }) => object | undefined;
  readonly signLink: (key: string, seconds: number) => Promise<string>;
  readonly clock: Clock;
}

export interface FeedQuestion {
  readonly accountId: string;
  readonly format: string;
  readonly token: string | undefined;
  readonly since: string | undefined;
  readonly limit: number;
  readonly ifNoneMatch: string | undefined;
  readonly acceptsGzip: boolean;
}

export type FeedAnswer =
  | { readonly kind: 'who-are-you' }
  | { readonly kind: 'file'; readonly url: string; readonly file: FeedFile }
  | { readonly kind: 'unchanged'; readonly file: FeedFile }
  | {
      readonly kind: 'changes';
      readonly licence: string;
      readonly items: readonly (
        | { readonly op: 'upsert'; readonly id: string; readonly item: object }
        | { readonly op: 'delete'; readonly id: string }
      )[];
      readonly nextCursor: string;
      readonly hasMore: boolean;
    };

/** A link is good for this long, in seconds: fetchers follow it at once. */
const linkSeconds = 900;
/** Tombstones end after 90 days; a reader who stayed away nearly as long must begin anew. */
const cursorMs = 80 * 86_400_000;

/** `<seq>-<seconds since 1970 in base 36>` */
const cursorOf = (seq: number, nowMs: number): string => `${seq}-${Math.floor(nowMs / 1000).toString(36)}`;
const readCursor = (text: string, nowMs: number): number => {
  if (text === '0') return 0;
  const [, seq = '', seconds = ''] = /^(\d{1,15})-([0-9a-z]{1,9})$/.exec(text) ?? [];
  if (seq === '' || nowMs - Number.parseInt(seconds, 36) * 1000 > cursorMs) throw new ProblemError('invalid-cursor');
  return Number(seq);
};

const matches = (header: string, file: FeedFile): boolean => {
  const given = header.split(',').map((one) => one.trim().replace(/^W\//, '').replaceAll('"', ''));
  return given.some((etag) => etag === '*' || etag === file.etag || file.storeEtags.includes(etag));
};

/**
 * Answers a fetcher of a feed. Whether a feed exists is told only to who holds a token of it.
 * @throws ProblemError `not-found` (a format that this feed has not), `unavailable` (not written yet), `invalid-cursor`
 */
export const getFeed =
  (deps: GetFeedDeps) =>
  async (question: FeedQuestion): Promise<FeedAnswer> => {
    const { store, clock } = deps;
    const { accountId, format, token } = question;
    if (token === undefined || (await deps.accountOfToken(token)) !== accountId) return { kind: 'who-are-you' };
    const account = await deps.readAccount(accountId);
    if (account === undefined || !isUsable(account) || !deps.formatsOf(account).includes(format))
      throw new ProblemError('not-found');
    const head = await store.read(accountId);
    if (question.since !== undefined) {
      const after = readCursor(question.since, clock());
      return changes(deps, question, after, head?.seq ?? 0);
    }
    const file = head?.files[format];
    if (file === undefined) {
      await store.touch(accountId);
      throw new ProblemError('unavailable');
    }
    if (question.ifNoneMatch !== undefined && matches(question.ifNoneMatch, file)) return { kind: 'unchanged', file };
    return {
      kind: 'file',
      file,
      url: await deps.signLink(question.acceptsGzip ? file.gzKey : file.key, linkSeconds),
    };
  };

const changes = async (
  { store, itemOf, clock }: GetFeedDeps,
  { accountId, limit }: FeedQuestion,
  after: number,
  upTo: number,
): Promise<FeedAnswer> => {
  const found = await store.changes(accountId, { after, upTo, limit });
  const told = await Promise.all(
    found.map(async ({ seq, marker }) => {
      const row = await store.entry(accountId, marker);
      // it stands again further on
      if (row?.loggedSeq !== undefined && row.loggedSeq > seq) return [];
      const item = row?.entry?.onSale === true ? itemOf({ ...row.entry, marker }) : undefined;
      return item === undefined
        ? [{ op: 'delete' as const, id: marker }]
        : [{ op: 'upsert' as const, id: marker, item }];
    }),
  );
  const hasMore = found.length === limit && found.at(-1)?.seq !== upTo;
  const reached = hasMore ? (found.at(-1)?.seq ?? upTo) : Math.max(upTo, after);
  return { kind: 'changes', licence, items: told.flat(), nextCursor: cursorOf(reached, clock()), hasMore };
};

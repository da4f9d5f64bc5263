import type { FeedHead } from './feed.ts';

/** An entry as it is stored; without `entry` it is what is left of a removed one. */
export interface EntryRow {
  readonly marker: string;
  readonly place: string;
  readonly entry?:
    | {
        readonly content: Readonly<Record<string, unknown>>;
        readonly price: Readonly<Record<string, unknown>>;
        readonly stock: Readonly<Record<string, unknown>>;
        readonly onSale: boolean;
      }
    | undefined;
  /** It changed since it was settled. */
  readonly isMarked: boolean;
  /** Anew at each write. */
  readonly rev: string;
  /** Digest of what readers see of it; `off` for what is not on sale. */
  readonly face: string;
  readonly changedAt: string;
  /** The face that readers were told of last, and under which number. */
  readonly loggedFace?: string | undefined;
  readonly loggedSeq?: number | undefined;
}

export interface FeedChange {
  readonly seq: number;
  readonly marker: string;
}

/** An entry whose newest face is published. `oldSeq`: its line in the log that the new one replaces. */
export interface Settled {
  readonly marker: string;
  readonly rev: string;
  readonly face: string;
  readonly seq: number | undefined;
  readonly oldSeq: number | undefined;
}

/** Feeds as they are stored. Reads are strong, but for `due` and `dirty`, which only say where to look. */
export interface FeedStore {
  readonly read: (accountId: string) => Promise<FeedHead | undefined>;
  /** Asks for a build soon, also of a feed that has no entries yet. */
  readonly touch: (accountId: string) => Promise<void>;
  /** Takes or renews the right to build; `undefined` while somebody else has it. */
  readonly lease: (
    accountId: string,
    lease: { readonly holder: string; readonly untilMs: number },
  ) => Promise<FeedHead | undefined>;
  /** Switches readers over to `head` and gives the lease back; false when the lease or the version was lost. */
  readonly publish: (head: FeedHead, holder: string, nextBuildMs: number) => Promise<boolean>;
  readonly release: (accountId: string, holder: string) => Promise<void>;
  /** Accounts whose feeds are to be built now. */
  readonly due: (limit: number) => Promise<readonly string[]>;
  /** Places of entries that changed since they were settled. */
  readonly dirty: (accountId: string, limit: number) => Promise<readonly string[]>;
  /** Entries from a place on, in pages, in order of place; only of the partition that `from` lies in. */
  readonly entries: (
    accountId: string,
    range: { readonly from: string; readonly before: string | undefined },
  ) => AsyncIterable<readonly EntryRow[]>;
  /** Numbers beyond the published one may be written again by the next build. */
  readonly log: (
    accountId: string,
    changes: readonly { readonly seq: number; readonly marker: string; readonly isRemoved: boolean }[],
  ) => Promise<void>;
  readonly settle: (accountId: string, settled: readonly Settled[]) => Promise<void>;
  /** The log after a number, in order. */
  readonly changes: (
    accountId: string,
    span: { readonly after: number; readonly upTo: number; readonly limit: number },
  ) => Promise<readonly FeedChange[]>;
  readonly entry: (accountId: string, marker: string) => Promise<EntryRow | undefined>;
}

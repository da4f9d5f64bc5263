import type { Clock } from '../shared/domain/time.ts';
import type { Listable } from '../shared/domain/listing/listable.ts';
import type { CallResult, Observation } from '../shared/domain/listing/call-result.ts';
import type { ListingProblem, Overrides } from '../shared/domain/listing/listing.ts';

export type { CallResult, Observation } from '../shared/domain/listing/call-result.ts';
export type { Overrides } from '../shared/domain/listing/listing.ts';

/**
 * The contract between the house and a marketplace. The house decides what a listing should be and in which order to act
 * (`shared/domain/listing/reconcile.ts`); a connector knows one marketplace's words, limits, calls and errors, and keeps
 * no state. Nothing here throws for what a marketplace may answer: every answer is a `CallResult`. Any call may be aborted
 * by `session.signal`, and any call may have happened although its answer was lost.
 */
export interface Connector {
  readonly name: string;
  readonly displayName: string;
  /** What the registry, the docs and the screens say of it. */
  readonly status: 'simulator' | 'sandbox' | 'live';
  /** Base URLs of the marketplace's API: dev and staging call its sandbox, prod the live one, `local` our simulator. */
  readonly hosts: { readonly sandbox: string; readonly live: string };
  /** How long a create may stay invisible to a search after its answer was lost, in milliseconds. */
  readonly quarantineMs: number;
  /** Calls per second and shop that the house starts with; it learns from refusals. */
  readonly ratePerSecond: number;
  /** Fields of the partner app's secret, e.g. `partnerId`, `partnerKey`. */
  readonly appFields: readonly string[];
  readonly authorization: Authorization;
  /** Category, limits, attributes, shipping channels: all that `plan` needs to know, read through `facts` (cached). */
  readonly gatherFacts: (
    session: Session,
    listable: Listable,
    overrides: Overrides,
    facts: FactCache,
  ) => Promise<CallResult<MarketplaceFacts>>;
  /** Pure: the listing as this marketplace would hold it, or the problems that keep it out. Readiness and push share it. */
  readonly plan: (listable: Listable, overrides: Overrides, facts: MarketplaceFacts) => Plan;
  /** The category and the fields it asks for, so that a screen can draw them. */
  readonly requirements: (facts: MarketplaceFacts) => Requirements;
  readonly uploadPhoto: (session: Session, photo: PhotoBytes) => Promise<CallResult<{ readonly imageId: string }>>;
  /** Creates the item with `marker` as its SKU. Called only after the intent was stored. */
  readonly create: (session: Session, plan: Plan, images: ImageIds, marker: string) => Promise<CallResult<Observation>>;
  readonly updateContent: (
    session: Session,
    externalId: string,
    plan: Plan,
    images: ImageIds,
    handle?: string,
  ) => Promise<CallResult<null>>;
  /** `handle`, here and elsewhere: what the last look at the item gave along (`Observation`); it may be stale. */
  readonly updatePrice: (
    session: Session,
    externalId: string,
    plan: Plan,
    handle?: string,
  ) => Promise<CallResult<null>>;
  readonly updateStock: (
    session: Session,
    externalId: string,
    plan: Plan,
    handle?: string,
  ) => Promise<CallResult<null>>;
  /**
   * Price and stock by one call, where the marketplace has one for both. What it refuses is sent again apart, so that the
   * refusal is known to be about one of them.
   */
  readonly updateOffer?: (
    session: Session,
    externalId: string,
    plan: Plan,
    handle?: string,
  ) => Promise<CallResult<null>>;
  /** Takes the item off sale, keeping it (`on: false`), or puts it back. */
  readonly setOnSale: (session: Session, externalId: string, on: boolean, handle?: string) => Promise<CallResult<null>>;
  readonly remove: (session: Session, externalId: string) => Promise<CallResult<null>>;
  /** All items that carry this marker, in every state a shop's item may have; oldest first. */
  readonly findByMarker: (session: Session, marker: string) => Promise<CallResult<readonly Observation[]>>;
  /** The item as it stands; `null` when the marketplace no longer knows it. */
  readonly read: (session: Session, externalId: string) => Promise<CallResult<Observation | null>>;
  /** Its signed pushes to our callback address; `null` for one that sends none there. */
  readonly push: PushIntake | null;
  /** How a title is counted and bounded there: `shared/domain/listing/title.ts` fills a short one up. */
  readonly title: TitleLimits;
  /** Share of the price that the marketplace is expected to keep, 0 to 1: for the estimate shown to the owner alone. */
  readonly feeShare: number;
  /** What the shop sells already; `null` for one that holds nothing but what we send. */
  readonly shop: ShopReader | null;
  /** Orders placed there; `null` for one that takes none. */
  readonly orders: OrderReader | null;
  /** Set for one that takes listings as a file which it fetches. */
  readonly feed: FeedFormat | null;
  /** Waits between tries after an outage, in milliseconds, where its contract fixes them; else the house's own patience. */
  readonly retryLadderMs?: readonly number[];
  /**
   * Its calls go to addresses that partners gave: `session.fetch` reaches public ones only, and one partner's outage opens no
   * breaker for the others.
   */
  readonly callsPartners?: true;
}

/** Lengths of a title, both inclusive. */
export interface TitleLimits {
  readonly min: number;
  readonly max: number;
  readonly unit: 'characters' | 'bytes';
}

/** An item of a shop as its seller sees it there, ours or not. */
export interface ShopItem extends Observation {
  /** Addresses of its photos, main photo first. */
  readonly photoUrls: readonly string[];
  readonly hasVariants: boolean;
  readonly weightGrams?: number;
}

/** A page of a longer list; `nextCursor` is the marketplace's own. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface ShopReader {
  /** Everything the shop holds that is not deleted, page by page. */
  readonly list: (session: Session, cursor: string | undefined) => Promise<CallResult<PageOf<ShopItem>>>;
  /** Hosts (with their subdomains) that photos may be fetched from, beside the API's own. */
  readonly photoHosts?: readonly string[];
}

/** An order as the marketplace shows it. Money in whole rupiah, times in milliseconds since 1970. */
export interface MarketplaceOrder {
  readonly externalId: string;
  readonly state: 'unpaid' | 'to-ship' | 'shipped' | 'completed' | 'cancelled' | 'returned';
  readonly placedAtMs: number;
  readonly updatedAtMs: number;
  /** The seller must have shipped by then. */
  readonly shipByMs?: number;
  /** What the buyer pays, shipping included. */
  readonly totalIdr: number;
  readonly lines: readonly {
    readonly lineId: string;
    readonly externalItemId: string;
    /** The SKU fields as they were when it was bought: ours carry our marker. */
    readonly marker: string;
    readonly variantMarker?: string;
    readonly name: string;
    readonly quantity: number;
    /** Per piece. */
    readonly priceIdr: number;
  }[];
  /** No more than what the owner needs to send the goods. */
  readonly buyer?: { readonly name?: string; readonly phone?: string; readonly address?: string };
}

export interface OrderReader {
  /** `null` when the marketplace does not know it. */
  readonly read: (session: Session, externalId: string) => Promise<CallResult<MarketplaceOrder | null>>;
  /** Ids of orders that changed in a span, for what no push told. */
  readonly list: (
    session: Session,
    span: { readonly fromMs: number; readonly toMs: number },
    cursor: string | undefined,
  ) => Promise<CallResult<PageOf<string>>>;
}

/** A feed file is its head, one text per item in any order, and its tail. */
export interface FeedFormat {
  /** As it stands in the feed's address, e.g. `google.xml`. */
  readonly name: string;
  readonly contentType: string;
  readonly head: (about: { readonly title: string; readonly url: string; readonly licence: string }) => string;
  readonly tail: string;
  /**
   * One item as this format writes it (one product with its variants), ending in a line end; `''` for one that it cannot
   * express. Dates are counted from `nowMs`: an item made to order is written anew each day.
   */
  readonly item: (plan: Pick<Plan, 'content' | 'price' | 'stock'>, marker: string, nowMs: number) => string;
}

/** The partner app as the secret holds it; keys are `appFields`. */
export type AppSecret = Readonly<Record<string, string>>;

/** Everything a call needs: whose shop, which token, where, how long. */
export interface Session {
  readonly app: AppSecret;
  readonly baseUrl: string;
  readonly shopId: string;
  readonly accessToken: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What the house keeps for this account: set for connectors with a feed. */
  readonly house?: HouseStore;
}

/** The house's own shelf for an account, for connectors whose marketplace has no store of its own to ask. */
export interface HouseStore {
  /** Entries of the account's feed, by marker. All calls may be repeated. */
  readonly feed: {
    readonly put: (entry: FeedEntry) => Promise<void>;
    /** The entry, also one that was taken off; `undefined` when there never was one or it was removed. */
    readonly read: (marker: string) => Promise<FeedEntry | undefined>;
    /** Leaves a tombstone, so that readers of changes hear of it. */
    readonly remove: (marker: string) => Promise<void>;
  };
  /** Keeps what was sent to a partner and how it ended, for 30 days. */
  readonly deliveries: {
    readonly log: (delivery: Delivery) => Promise<unknown>;
  };
  /** What a partner told of an entry by a signed event. Kept apart from the entry, so that neither overwrites the other. */
  readonly verdictOf?: (marker: string) => Promise<Verdict | undefined>;
}

/** A partner's word on an entry. */
export interface Verdict extends NonNullable<FeedEntry['verdict']> {
  /** The `sequence` it answers, or when it was told: a word on older content does not count. */
  readonly sequence: number;
}

/** One product in a feed: the plan it is rendered from, and what the other side said of it. */
export interface FeedEntry {
  readonly marker: string;
  readonly content: Plan['content'];
  readonly price: Plan['price'];
  readonly stock: Plan['stock'];
  readonly onSale: boolean;
  readonly createdAtMs: number;
  /** What the partner told of it by a signed event; absent when it tells nothing. */
  readonly verdict?:
    | {
        readonly state: 'live' | 'in-review' | 'rejected';
        readonly externalUrl?: string | undefined;
        readonly problems: readonly ListingProblem[];
      }
    | undefined;
  /** How far a partner was told of it; absent for feeds that nobody is told of. */
  readonly delivery?: EntryDelivery | undefined;
}

/** What a partner was told of an entry, and what is still to be told. */
export interface EntryDelivery {
  /** Counts the changes: part of the message's id, so that a repetition is known as one. */
  readonly revision: number;
  /** Grows with each change; milliseconds since 1970 when it was made. */
  readonly sequence: number;
  /** `sequence` of the newest content. */
  readonly contentSequence: number;
  /** Type of the newest message. */
  readonly type: string;
  /** The newest message has no 2xx yet. */
  readonly isPending: boolean;
  /** The partner took the entry at least once. */
  readonly isAccepted: boolean;
  /** The partner reviews before it shows (it answered 202). */
  readonly isModerated: boolean;
}

/** One webhook request. */
export interface Delivery {
  readonly deliveryId: string;
  readonly type: string;
  readonly at: string;
  readonly body: string;
  readonly outcome: 'delivered' | 'failed' | 'refused';
  readonly status?: number;
  readonly reason?: string;
}

/** What a marketplace said about itself that `plan` needs; opaque to the house, so each connector has its own shape. */
export interface MarketplaceFacts {
  readonly connector: string;
  readonly categoryId: string;
  readonly [fact: string]: unknown;
}

/** Reads through a store with expiry; `load` runs on a miss and its failures are not kept. `ttlMs` at most a day. */
export type FactCache = <T>(name: string, ttlMs: number, load: () => Promise<CallResult<T>>) => Promise<CallResult<T>>;

/**
 * What would be sent, in three parts that are hashed and sent apart (`shared/domain/listing/part-hashes.ts`): `content`
 * names photos by rendition name, never by the marketplace's image id, so that an upload changes no hash. Any problem of
 * severity `block` means: do not send. All three are JSON values.
 */
export interface Plan {
  readonly content: Readonly<Record<string, unknown>>;
  readonly price: Readonly<Record<string, unknown>>;
  readonly stock: Readonly<Record<string, unknown>>;
  /** Renditions to upload first, by name, in order. */
  readonly photos: readonly string[];
  readonly problems: readonly ListingProblem[];
  /** For the connector's own calls, beside the three parts: in no hash, and passed on as it is. */
  readonly unhashed?: Readonly<Record<string, unknown>>;
}

/** Rendition name → this shop's image id. */
export type ImageIds = Readonly<Record<string, string>>;

export interface PhotoBytes {
  readonly name: string;
  readonly contentType: 'image/jpeg';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Requirements {
  readonly category: { readonly id: string; readonly name: string; readonly suggested: boolean };
  readonly fields: readonly {
    readonly id: string;
    readonly name: string;
    readonly mandatory: boolean;
    readonly input: 'text' | 'number' | 'date' | 'choice' | 'choices';
    readonly unitOptions?: readonly string[];
    readonly options?: readonly { readonly id: string; readonly name: string }[];
  }[];
}

/** What a shop's owner granted. Times in milliseconds since 1970. */
export interface Grant {
  readonly shopId: string;
  readonly shopName: string;
  readonly accessToken: string;
  readonly accessTokenEndsAtMs: number;
  readonly refreshToken: string;
  readonly refreshTokenEndsAtMs: number;
  /** When the authorization as a whole ends. */
  readonly authorizationEndsAtMs: number;
}

export interface AppSession {
  readonly app: AppSecret;
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Authorization {
  /** Where the owner's browser goes; comes back to `redirectUrl` (which carries our state) with the marketplace's code. */
  readonly url: (app: AppSecret, baseUrl: string, redirectUrl: string, nowMs: number) => string;
  /** The redirect's query → grant. */
  readonly exchange: (session: AppSession, query: Readonly<Record<string, string>>) => Promise<CallResult<Grant>>;
  /** `shopName` of the answer may be empty: a refresh does not tell it. */
  readonly refresh: (session: AppSession, shopId: string, refreshToken: string) => Promise<CallResult<Grant>>;
}

/** What a push from the marketplace asks us to do: only ever to look again. */
export type PushHint =
  | { readonly kind: 'look-at-item'; readonly shopId: string; readonly externalId: string }
  | { readonly kind: 'look-at-order'; readonly shopId: string; readonly externalId: string }
  | { readonly kind: 'account-authorized'; readonly shopId: string }
  | { readonly kind: 'account-deauthorized'; readonly shopId: string }
  | { readonly kind: 'account-expiring'; readonly shopIds: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

export interface PushIntake {
  /** Constant-time check of the signature on the raw bytes; `url` is the callback URL as registered. */
  readonly verify: (
    app: AppSecret,
    url: string,
    headers: Readonly<Record<string, string | undefined>>,
    rawBody: Uint8Array,
  ) => boolean;
  /** The answer the marketplace expects on success. */
  readonly answer: { readonly statusCode: number; readonly body: string };
  readonly interpret: (rawBody: Uint8Array) => readonly PushHint[];
}

/** Keeps a connector's literal name. */
export const defineConnector = <const C extends Connector>(connector: C): C => connector;

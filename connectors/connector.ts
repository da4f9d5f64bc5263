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
  ) => Promise<CallResult<null>>;
  readonly updatePrice: (session: Session, externalId: string, plan: Plan) => Promise<CallResult<null>>;
  readonly updateStock: (session: Session, externalId: string, plan: Plan) => Promise<CallResult<null>>;
  /** Takes the item off sale, keeping it (`on: false`), or puts it back. */
  readonly setOnSale: (session: Session, externalId: string, on: boolean) => Promise<CallResult<null>>;
  readonly remove: (session: Session, externalId: string) => Promise<CallResult<null>>;
  /** All items that carry this marker, in every state a shop's item may have; oldest first. */
  readonly findByMarker: (session: Session, marker: string) => Promise<CallResult<readonly Observation[]>>;
  /** The item as it stands; `null` when the marketplace no longer knows it. */
  readonly read: (session: Session, externalId: string) => Promise<CallResult<Observation | null>>;
  readonly push: PushIntake;
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

import type * as z from 'zod';
import type { Role } from '../domain/member/member.ts';
import type { AuditedThing } from '../domain/privacy/audit.ts';
import type { ProblemCode } from '../domain/problem.ts';

/**
 * What a function is and may touch, as plain data beside its code (`route.ts` or `trigger.ts`). The stacks are built
 * from it: route or trigger, environment and IAM policy, so a function can reach only what its spec names.
 */
export interface Access {
  readonly register?: TableAccess;
  readonly listings?: TableAccess;
  /** On the listings table too, for copies whose connector has a feed. */
  readonly withFeed?: TableAccess;
  /** Object keys by prefix, e.g. `uploads/`. */
  readonly photos?: {
    readonly read?: readonly string[];
    readonly write?: readonly string[];
    readonly delete?: readonly string[];
  };
  /** Feeds (`feeds/`) and export packs (`packs/`), by prefix. */
  readonly files?: {
    /** To see which objects there are. */
    readonly list?: readonly string[];
    readonly read?: readonly string[];
    readonly write?: readonly string[];
    readonly delete?: readonly string[];
  };
  /** What offices and owners hand in or fetch under lock: imports (`imports/`), papers (`papers/`), copies of a person's data (`exports/`). */
  readonly intake?: {
    readonly list?: readonly string[];
    readonly read?: readonly string[];
    readonly write?: readonly string[];
    readonly delete?: readonly string[];
  };
  /** seal: GenerateDataKey · unseal: Decrypt · identity: GenerateMac under the identity key. */
  readonly keys?: readonly ('seal' | 'unseal' | 'identity')[];
  /** The partner app keys (Secrets Manager): of this function's own connector, or of all connectors. */
  readonly apps?: 'own' | 'all';
  /** Queues it sends to: its connector's own work queue, or its connector's callback queue. */
  readonly sends?: readonly ('work' | 'callbacks' | 'all-work')[];
  /** The base of all links (`PUBLIC_URL`), without a slash at the end. */
  readonly publicUrl?: true;
  /** Where each marketplace's API stands on this stage, without any app's keys (`MARKETPLACE_BASE_URLS`). */
  readonly marketplaceBases?: true;
  /** The base URL below which partners need no public address: our simulator, on the local stage (`PARTNER_BASE_URL`). */
  readonly partners?: true;
  /** Puts events on the bus: `publish-changes` alone. */
  readonly publishes?: true;
}

/**
 * Key prefixes (the part of `pk` before `#`, e.g. `SENTRA`) per kind of call. `read` covers GetItem, BatchGetItem and
 * Query; `write` PutItem, UpdateItem and ConditionCheckItem; `insert` PartiQL insertions (many new items at once); `delete`
 * DeleteItem; `index` Query on named indexes, by the prefixes of that index's partition key.
 */
export interface TableAccess {
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  readonly delete?: readonly string[];
  /** PutItem alone: rows that nobody changes or deletes afterwards. */
  readonly append?: readonly string[];
  readonly insert?: readonly string[];
  readonly index?: Readonly<Record<string, readonly string[]>>;
}

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** Sizes and limits of one function; the house's defaults are 512 MB and 10 s. */
export interface Sizing {
  readonly memoryMb?: number;
  readonly timeoutSeconds?: number;
}

/** One use case on the HTTP API. `params`, `query` and `body` are parsed strictly before the use case sees them. */
export interface RouteSpec {
  readonly method: Method;
  /** Path as API Gateway writes it, e.g. `/v1/sentras/{sentraId}`; more than one when the same thing has two addresses. */
  readonly paths: readonly [string, ...string[]];
  /** Set when HEAD is answered too, as crawlers ask: the same answer without its body. */
  readonly head?: true;
  /** public: no token · member: a token, and the caller's memberships are loaded · signed: the raw body proves itself. */
  readonly auth: 'public' | 'member' | 'signed';
  /**
   * Who may call it, on what lies in their scope; for everything else it is not there. Left out where being signed in is enough.
   */
  readonly callers?: readonly Role[];
  /** Each call is written to the audit trail of this thing, whose id is `<thing>Id` in the path or the body. */
  readonly audit?: AuditedThing;
  /** Set when no answer may leave before the trail has it. */
  readonly sensitive?: boolean;
  /** For the API description: noun the route stands under, one line in English. */
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /**
   * True when a change needs `If-Match`; `creation` when only changing an existing thing does (PUT); `optional` when the use
   * case says whether it is needed.
   */
  readonly ifMatch?: true | 'creation' | 'optional';
  /** Set when answers carry the version as `ETag`. */
  readonly etag?: true;
  /** Answers by status; `null` for an empty body. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  readonly problems: readonly ProblemCode[];
  readonly access: Access;
  readonly sizing?: Sizing;
  /** The sentence an operator reads at 3 a.m. when this fails. */
  readonly impact: string;
  /** Set when each connector gets its own copy; `{marketplace}` in the path is then the connector's name. */
  readonly perConnector?: true;
  /** Only connectors that have this get a copy. */
  readonly onlyWith?: ConnectorPart;
}

/** What not every connector has. */
export const connectorParts = ['push', 'shop', 'orders', 'feed'] as const;
export type ConnectorPart = (typeof connectorParts)[number];

/** What starts a function that is not an API route. */
export type Trigger =
  | { readonly kind: 'stream'; readonly tables: readonly ('register' | 'listings')[] }
  | { readonly kind: 'events'; readonly types: readonly string[]; readonly batchSize?: number }
  | {
      readonly kind: 'objects';
      readonly bucket: 'photos' | 'intake';
      readonly prefix: string;
      readonly batchSize?: number;
    }
  | { readonly kind: 'queue'; readonly queue: 'work' | 'callbacks' | 'readings'; readonly batchSize?: number }
  | { readonly kind: 'schedule'; readonly everyMinutes: number }
  | { readonly kind: 'sign-in' };

export interface TriggerSpec {
  readonly trigger: Trigger;
  readonly access: Access;
  readonly sizing?: Sizing;
  readonly impact: string;
  readonly perConnector?: true;
  /** Only connectors that have this get a copy. */
  readonly onlyWith?: ConnectorPart;
}

/** Keeps the literal types of a spec and checks its shape. */
export const defineRoute = <const Spec extends RouteSpec>(spec: Spec): Spec => spec;
/** Keeps the literal types of a spec and checks its shape. */
export const defineTrigger = <const Spec extends TriggerSpec>(spec: Spec): Spec => spec;

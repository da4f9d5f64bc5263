import type { Account } from '../../shared/domain/account/account.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import { productOfMarker } from '../../shared/domain/listing/marker.ts';
import type { ListingKey, ListingRef } from '../../shared/domain/listing/store.ts';
import { activeSecrets, endpointOf } from '../../shared/domain/partner/endpoint.ts';
import {
  orderOfEvent,
  readPartnerEvent,
  verdictOfEvent,
  type EntryVerdict,
  type PartnerEvent,
  type PartnerOrder,
} from '../../shared/domain/partner/inbound.ts';
import { verifyWebhook } from '../../shared/domain/partner/standard-webhooks.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface ReceivePartnerEventDeps {
  /** The account that acts for a partner, by the partner's id. */
  readonly accountOf: (partnerId: string) => Promise<Account | undefined>;
  readonly accessTokenOf: (accountId: string) => Promise<string | undefined>;
  readonly heard: {
    readonly has: (accountId: string, webhookId: string) => Promise<boolean>;
    readonly add: (accountId: string, webhookId: string) => Promise<void>;
  };
  readonly listings: {
    readonly read: (key: ListingKey) => Promise<Listing | undefined>;
    readonly mark: (ref: ListingRef, also: 'look') => Promise<Listing | undefined>;
  };
  readonly verdicts: {
    readonly read: (accountId: string, marker: string) => Promise<EntryVerdict | undefined>;
    readonly save: (accountId: string, marker: string, verdict: EntryVerdict) => Promise<void>;
  };
  readonly recordOrder: (account: Account, order: PartnerOrder) => Promise<unknown>;
  readonly clock: Clock;
}

/**
 * `refused` tells nothing of why: no such partner, no signature that fits, a stale or forged one. `unreadable`: an order that
 * is not told as it should be; it is not written down as heard.
 */
export type Received = 'taken' | 'repeated' | 'passed-over' | 'unreadable' | 'refused' | 'too-large';

/** Standard Webhooks messages are below 20 kB; an order with many lines may need more. */
const mostBytes = 64_000;

/**
 * A partner's signed event: its word on a listing, or an order. Prices and stock of listings are never taken from it. Handling
 * it twice does nothing more, so it is written down as heard only when it was handled.
 */
export const receivePartnerEvent =
  (deps: ReceivePartnerEventDeps) =>
  async (
    partnerId: string,
    headers: Readonly<Record<string, string | undefined>>,
    rawBody: Uint8Array,
  ): Promise<Received> => {
    if (rawBody.byteLength > mostBytes) return 'too-large';
    if (!/^[\w-]{1,60}$/u.test(partnerId)) return 'refused';
    const account = await deps.accountOf(partnerId);
    const accessToken = account === undefined ? undefined : await deps.accessTokenOf(account.accountId);
    if (account === undefined || accessToken === undefined) return 'refused';
    const nowMs = deps.clock();
    const webhookId = verifyWebhook(activeSecrets(endpointOf(accessToken), nowMs), headers, rawBody, nowMs);
    if (webhookId === undefined) return 'refused';
    const { accountId } = account;
    if (await deps.heard.has(accountId, webhookId)) return 'repeated';
    const event = readPartnerEvent(rawBody);
    if (event === 'unreadable') return 'unreadable';
    const isTaken = event !== undefined && (await handle(deps, account, event, nowMs));
    await deps.heard.add(accountId, webhookId);
    return isTaken ? 'taken' : 'passed-over';
  };

const handle = async (
  deps: ReceivePartnerEventDeps,
  account: Account,
  event: PartnerEvent,
  nowMs: number,
): Promise<boolean> => {
  if (event.type === 'order.created' || event.type === 'order.cancelled') {
    await deps.recordOrder(account, orderOfEvent(event, nowMs));
    return true;
  }
  const marker = event.data.id;
  const productId = productOfMarker(marker);
  if (productId === undefined) return false;
  const { accountId, marketplace } = account;
  const listing = await deps.listings.read({ productId, accountId });
  if (listing === undefined) return false;
  const told = verdictOfEvent(event, nowMs);
  // no word reaches into the future, or nothing could ever be said after it
  const verdict = { ...told, sequence: Math.min(told.sequence, nowMs) };
  const known = await deps.verdicts.read(accountId, marker);
  if (known === undefined || known.sequence <= verdict.sequence) await deps.verdicts.save(accountId, marker, verdict);
  await deps.listings.mark({ productId, accountId, marketplace }, 'look');
  return true;
};

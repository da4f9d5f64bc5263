import type { Clock } from '../time.ts';
import { AddressRefused } from './address.ts';
import { activeSecrets, type Endpoint } from './endpoint.ts';
import { signWebhook } from './standard-webhooks.ts';

/** One message to a partner: its id stays the same in every repetition. */
export interface Outgoing {
  readonly webhookId: string;
  readonly type: string;
  readonly body: string;
}

/**
 * What came of a message. `failed`: `isSure` when the partner certainly did not take it · `gone`: it answered 410, so its
 * endpoint is to be disabled · `refused`: the address may not be called.
 */
export type Delivered =
  | { readonly outcome: 'delivered'; readonly status: number }
  | {
      readonly outcome: 'failed';
      readonly status?: number;
      readonly reason: string;
      readonly isSure: boolean;
      readonly slowDown?: true;
      readonly afterMs?: number;
    }
  | { readonly outcome: 'gone'; readonly status: number; readonly reason: string }
  | { readonly outcome: 'refused'; readonly reason: string };

export interface DeliverDeps {
  /** Must refuse addresses of private networks by itself: `shared/messaging/safe-fetch.ts`. */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Standard Webhooks: "a timeout of 15–30 s". */
const timeoutMs = 15_000;
/** A partner is believed up to a day. */
const mostAfterMs = 24 * 3_600_000;

/** Failures before anything was sent, by the codes of Node's sockets and resolver. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'NOT_SENT']);

const codeOf = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
};

const isNamed = (error: unknown, name: string): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === name;

const retryAfterMs = (value: string | null, nowMs: number): { readonly afterMs?: number } => {
  if (value === null) return {};
  const ms = /^\d{1,9}$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? {} : { afterMs: Math.min(mostAfterMs, Math.max(0, ms)) };
};

/** Sends one message, signed with every active secret. Redirects are not followed; the answer's body is not read. */
export const deliver = async (
  { fetch, clock, signal }: DeliverDeps,
  endpoint: Endpoint & { readonly url: string },
  { webhookId, body }: Outgoing,
): Promise<Delivered> => {
  const headers = signWebhook(activeSecrets(endpoint, clock()), { id: webhookId, body, nowMs: clock() });
  let response: Response;
  try {
    response = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'E-Smart-IKM/1',
        ...headers,
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
  } catch (error) {
    if (error instanceof AddressRefused) return { outcome: 'refused', reason: error.fault };
    const code = codeOf(error);
    const isTimeout = isNamed(error, 'TimeoutError') || isNamed(error, 'AbortError');
    return {
      outcome: 'failed',
      reason: isTimeout ? 'timeout' : (code ?? 'connection-failed'),
      isSure: code !== undefined && notSent.has(code),
    };
  }
  const { status } = response;
  await response.body?.cancel().catch(() => undefined);
  return judge(status, response.headers.get('retry-after'), clock());
};

/** Standard Webhooks on status codes: 2xx is success, 3xx a failure, 410 disables, 429 and gateway errors slow down. */
const judge = (status: number, retryAfter: string | null, nowMs: number): Delivered => {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status };
  const reason = `http-${status}`;
  if (status === 410) return { outcome: 'gone', status, reason };
  if (status === 429 || status === 503)
    return { outcome: 'failed', status, reason, isSure: true, slowDown: true, ...retryAfterMs(retryAfter, nowMs) };
  if (status === 502 || status === 504)
    return { outcome: 'failed', status, reason, isSure: false, slowDown: true, ...retryAfterMs(retryAfter, nowMs) };
  return { outcome: 'failed', status, reason, isSure: status < 500 };
};

/** What came of a message as its log keeps it. */
export const loggedAs = (
  delivered: Delivered,
): {
  readonly outcome: 'delivered' | 'failed' | 'refused';
  readonly status?: number;
  readonly reason?: string;
} => {
  const { status, reason }: { status?: number; reason?: string } = delivered;
  return {
    outcome: delivered.outcome === 'gone' ? 'failed' : delivered.outcome,
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
  };
};

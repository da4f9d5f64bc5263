import * as z from 'zod';
import { toEpochSeconds } from '../../shared/domain/time.ts';
import type { AppSession, CallResult, Session } from '../connector.ts';
import { parseExact, readText, wasSent } from '../http-answer.ts';
import { unpackCredentials } from './credentials.ts';
import type { Endpoint } from './endpoints.ts';
import { mapError, type Refusal } from './map-error.ts';
import { shopAppOf, signRequest } from './sign.ts';

export interface CallInput {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: FormData;
}

/** The envelope of every answer; code 0 is success, whatever the HTTP status. */
const Envelope = z.looseObject({
  code: z.union([z.number(), z.string()]).transform(Number),
  message: z.string().nullish(),
  data: z.unknown(),
});

const throttleStatus = 429;
const serverErrorStatus = 500;

/** Tokens are handed out by another host than the API's; a simulator has one for both. */
const authHosts: ReadonlyMap<string, string> = new Map([
  ['https://open-api.tiktokglobalshop.com', 'https://auth.tiktok-shops.com'],
  ['https://open-api-sandbox.tiktokglobalshop.com', 'https://auth-sandbox.tiktok-shops.com'],
]);
export const authHostOf = (baseUrl: string): string => authHosts.get(baseUrl) ?? baseUrl;

/**
 * Makes one call and answers in the house's words. The value is the answer's `data` as `shape` reads it. Never throws for
 * what TikTok or the network may do.
 */
export const call = async <T>(
  session: Session | AppSession,
  endpoint: Endpoint,
  input: CallInput,
  shape: z.ZodType<T>,
): Promise<CallResult<T>> => {
  if (session.signal.aborted) return { kind: 'retry', reason: 'No time was left to call TikTok Shop.' };
  const signal = AbortSignal.any([session.signal, AbortSignal.timeout(endpoint.timeoutMs)]);
  let response: Response;
  let text: string;
  try {
    const { url, init } = requestOf(session, endpoint, input);
    response = await session.fetch(url, { ...init, signal });
    text = await readText(response, endpoint.answerLimit);
  } catch (error) {
    return wasSent(error)
      ? lostAnswer(endpoint, 'No answer came from TikTok Shop.')
      : { kind: 'retry', reason: 'TikTok Shop could not be reached.' };
  }
  return understand(session, endpoint, response, text, shape);
};

const understand = <T>(
  session: AppSession,
  endpoint: Endpoint,
  { status, headers }: Response,
  text: string,
  shape: z.ZodType<T>,
): CallResult<T> => {
  const afterMs = retryAfterMs(headers.get('retry-after'), session.clock());
  const throttled: Refusal = {
    kind: 'retry',
    reason: 'TikTok Shop asks us to call less often.',
    slowDown: true,
    ...(afterMs === undefined ? {} : { afterMs }),
  };
  const answer = readEnvelope(text);
  if (answer === null) {
    if (status === throttleStatus) return throttled;
    // a gateway's own 4xx page never reached the service behind it; a 5xx page may have
    return status >= serverErrorStatus || status < 400
      ? lostAnswer(endpoint, `TikTok Shop answered ${status} with something that is not JSON.`)
      : { kind: 'retry', reason: `TikTok Shop's gateway answered ${status}.` };
  }
  if (answer.code !== 0) {
    const refusal = mapError(answer.code, answer.message ?? '', { creates: endpoint.effect === 'creates' });
    return refusal.kind === 'retry' && afterMs !== undefined ? { ...refusal, afterMs } : refusal;
  }
  if (status >= serverErrorStatus) return lostAnswer(endpoint, `TikTok Shop answered ${status}.`);
  if (status === throttleStatus) return throttled;
  const value = shape.safeParse(answer.data ?? {});
  return value.success
    ? { kind: 'ok', value: value.data }
    : lostAnswer(endpoint, `TikTok Shop's answer lacks ${value.error.issues[0]?.path.join('.') ?? 'fields'}.`);
};

/** What it means that a call's answer was lost. */
const lostAnswer = (endpoint: Endpoint, reason: string): Refusal =>
  endpoint.effect === 'reads' ? { kind: 'retry', reason } : { kind: 'unknown', reason };

/** Seconds or a date (RFC 9110) → milliseconds from now. */
const retryAfterMs = (header: string | null, nowMs: number): number | undefined => {
  if (header === null) return undefined;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
};

const readEnvelope = (text: string): z.infer<typeof Envelope> | null => {
  try {
    const { data } = Envelope.safeParse(parseExact(text));
    return data === undefined || Number.isNaN(data.code) ? null : data;
  } catch {
    return null;
  }
};

const requestOf = (
  session: Session | AppSession,
  { path, method, as }: Endpoint,
  { query = {}, body, form }: CallInput,
): { readonly url: string; readonly init: RequestInit } => {
  const app = shopAppOf(session.app);
  const own = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
  // a redirect would carry our token elsewhere
  const init: RequestInit = { method, redirect: 'error' };
  if (as === 'auth') {
    const parameters = new URLSearchParams({ app_key: app.appKey, app_secret: app.appSecret, ...own });
    return { url: `${authHostOf(session.baseUrl)}${path}?${parameters.toString()}`, init };
  }
  const { token, cipher } = unpackCredentials('accessToken' in session ? session.accessToken : '');
  const text = body === undefined ? undefined : JSON.stringify(body);
  const signed: Record<string, string> = {
    ...own,
    app_key: app.appKey,
    timestamp: String(toEpochSeconds(session.clock())),
    ...(as === 'shop' && cipher !== '' ? { shop_cipher: cipher } : {}),
  };
  const sign = signRequest(app, { path, query: signed, ...(text === undefined ? {} : { body: text }) });
  return {
    url: `${session.baseUrl}${path}?${new URLSearchParams({ ...signed, sign }).toString()}`,
    init: {
      ...init,
      headers: {
        'x-tts-access-token': token,
        // of multipart, fetch writes the type with its boundary
        ...(form === undefined ? { 'content-type': 'application/json' } : {}),
      },
      ...(form === undefined ? {} : { body: form }),
      ...(text === undefined ? {} : { body: text }),
    },
  };
};

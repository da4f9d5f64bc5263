import * as z from 'zod';
import { toEpochSeconds } from '../../shared/domain/time.ts';
import type { AppSession, CallResult, Session } from '../connector.ts';
import { parseExact, readText, wasSent } from '../http-answer.ts';
import type { Endpoint } from './endpoints.ts';
import { writeJson } from './json.ts';
import { mapError, mapFailedReason, type Refusal } from './map-error.ts';
import { partnerAppOf, signRequest } from './sign.ts';

export interface CallInput {
  /** Business parameters; a list is sent as the same name several times, as the documents of the list calls write it. */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: FormData;
}

/** The envelope of every answer; an empty `error` is success, whatever the HTTP status. */
const Envelope = z.looseObject({ error: z.string().nullish(), message: z.string().nullish() });
/** Where all parts of a call failed, the reason stands beside the error ("please check failure_list", update_stock). */
const Failures = z.object({
  response: z.object({ failure_list: z.array(z.object({ failed_reason: z.string().min(1) })).min(1) }),
});

const throttleStatus = 429;
const serverErrorStatus = 500;

/**
 * Makes one call and answers in the house's words. The value is the whole answer as `shape` reads it; `session.shopId` and
 * its token are used for Shop calls only. Never throws for what Shopee or the network may do.
 */
export const call = async <T>(
  session: Session | AppSession,
  endpoint: Endpoint,
  input: CallInput,
  shape: z.ZodType<T>,
): Promise<CallResult<T>> => {
  if (session.signal.aborted) return { kind: 'retry', reason: 'No time was left to call Shopee.' };
  const signal = AbortSignal.any([session.signal, AbortSignal.timeout(endpoint.timeoutMs)]);
  let response: Response;
  let text: string;
  try {
    response = await session.fetch(urlOf(session, endpoint, input), { ...requestOf(endpoint, input), signal });
    text = await readText(response, endpoint.answerLimit);
  } catch (error) {
    return wasSent(error)
      ? lostAnswer(endpoint, 'No answer came from Shopee.')
      : { kind: 'retry', reason: 'Shopee could not be reached.' };
  }
  return understand(session, endpoint, response.status, text, shape);
};

const understand = <T>(
  session: AppSession,
  endpoint: Endpoint,
  status: number,
  text: string,
  shape: z.ZodType<T>,
): CallResult<T> => {
  const answer = readEnvelope(text);
  if (answer === null) {
    if (status === throttleStatus)
      return { kind: 'retry', reason: 'Shopee asks us to call less often.', slowDown: true };
    // A gateway's own 4xx page never reached the service behind it; a 5xx page may have.
    return status >= serverErrorStatus || status < 400
      ? lostAnswer(endpoint, `Shopee answered ${status} with something that is not JSON.`)
      : { kind: 'retry', reason: `Shopee's gateway answered ${status}.` };
  }
  const { error, message } = answer;
  // Samples write "-" for an empty field.
  if (typeof error === 'string' && error !== '' && error !== '-') {
    const refused = { creates: endpoint.effect === 'creates', nowMs: session.clock() };
    const failure = Failures.safeParse(answer).data?.response.failure_list[0];
    return failure === undefined
      ? mapError(error, message ?? '', refused)
      : mapFailedReason(failure.failed_reason, refused);
  }
  if (status >= serverErrorStatus) return lostAnswer(endpoint, `Shopee answered ${status}.`);
  if (status === throttleStatus) return { kind: 'retry', reason: 'Shopee asks us to call less often.', slowDown: true };
  const value = shape.safeParse(answer);
  return value.success
    ? { kind: 'ok', value: value.data }
    : lostAnswer(endpoint, `Shopee's answer lacks ${value.error.issues[0]?.path.join('.') ?? 'fields'}.`);
};

/** What it means that a call's answer was lost. */
const lostAnswer = (endpoint: Endpoint, reason: string): Refusal =>
  endpoint.effect === 'reads' ? { kind: 'retry', reason } : { kind: 'unknown', reason };

const readEnvelope = (text: string): z.infer<typeof Envelope> | null => {
  try {
    return Envelope.safeParse(parseExact(text)).data ?? null;
  } catch {
    return null;
  }
};

/** All common parameters stand in the query, also for POST (guide "API calls"). */
const urlOf = (session: Session | AppSession, endpoint: Endpoint, { query = {} }: CallInput): string => {
  const app = partnerAppOf(session.app);
  const timestamp = toEpochSeconds(session.clock());
  const shop =
    endpoint.signedAs === 'shop' && 'shopId' in session
      ? { accessToken: session.accessToken, shopId: session.shopId }
      : undefined;
  const parameters = new URLSearchParams({
    partner_id: app.partnerId,
    timestamp: String(timestamp),
    ...(shop === undefined ? {} : { access_token: shop.accessToken, shop_id: shop.shopId }),
    sign: signRequest(app, { path: endpoint.path, timestamp, ...(shop === undefined ? {} : { shop }) }),
  });
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string' || typeof value === 'number') parameters.append(name, String(value));
    else for (const entry of value) parameters.append(name, entry);
  }
  return `${session.baseUrl}${endpoint.path}?${parameters.toString()}`;
};

const requestOf = ({ method }: Endpoint, { body, form }: CallInput): RequestInit => {
  // A redirect would carry our token elsewhere.
  if (form !== undefined) return { method, body: form, redirect: 'error' };
  if (method === 'GET') return { method, redirect: 'error' };
  return { method, redirect: 'error', headers: { 'content-type': 'application/json' }, body: writeJson(body ?? {}) };
};

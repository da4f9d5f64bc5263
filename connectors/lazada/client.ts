import * as z from 'zod';
import type { AppSession, CallResult, Session } from '../connector.ts';
import { parseExact, readText, wasSent } from '../http-answer.ts';
import type { Endpoint } from './endpoints.ts';
import { mapError, type Refusal } from './map-error.ts';
import { lazadaAppOf, signRequest } from './sign.ts';

export interface CallInput {
  /** Business parameters: signed, in the query of a GET and in the form of a POST (a payload elsewhere is E030). */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Sent beside the parameters and not signed. */
  readonly file?: { readonly field: string; readonly name: string; readonly content: Blob };
}

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === undefined || value === null ? '' : String(value)));
const Detail = z.looseObject({ code: text, field: text, message: text, seller_sku: text }).catch({
  code: '',
  field: '',
  message: '',
  seller_sku: '',
});
/** The envelope of every answer: `code` "0" is success, whatever the HTTP status; the brand query says it by `success`. */
const Envelope = z.looseObject({
  code: text,
  message: text,
  type: text,
  detail: z.array(Detail).nullish().catch(null),
  success: z.boolean().nullish().catch(null),
  error_code: text.catch(''),
  error_msg: text.catch(''),
});

const throttleStatus = 429;
const serverErrorStatus = 500;

/** Where a call goes: tokens have their own host in the world outside, and the same one at a simulator. */
export const authHostOf = (baseUrl: string): string =>
  /^api\.lazada\./.test(new URL(baseUrl).hostname) ? 'https://auth.lazada.com' : baseUrl;

/**
 * Makes one call and answers in the house's words. The value is the whole answer as `shape` reads it; a session with a
 * token acts for its shop. Never throws for what Lazada or the network may do.
 */
export const call = async <T>(
  session: Session | AppSession,
  endpoint: Endpoint,
  input: CallInput,
  shape: z.ZodType<T>,
): Promise<CallResult<T>> => {
  if (session.signal.aborted) return { kind: 'retry', reason: 'No time was left to call Lazada.' };
  const signal = AbortSignal.any([session.signal, AbortSignal.timeout(endpoint.timeoutMs)]);
  let status: number;
  let body: string;
  try {
    const [url, request] = requestOf(session, endpoint, input);
    const response = await session.fetch(url, { ...request, signal });
    status = response.status;
    body = await readText(response, endpoint.answerLimit);
  } catch (error) {
    return wasSent(error)
      ? lostAnswer(endpoint, 'No answer came from Lazada.')
      : { kind: 'retry', reason: 'Lazada could not be reached.' };
  }
  return understand(endpoint, status, body, shape);
};

const slowDown: Refusal = { kind: 'retry', reason: 'Lazada asks us to call less often.', slowDown: true };

const understand = <T>(endpoint: Endpoint, status: number, body: string, shape: z.ZodType<T>): CallResult<T> => {
  const answer = readEnvelope(body);
  if (answer === null) {
    if (status === throttleStatus) return slowDown;
    // a gateway's own 4xx page never reached the service behind it; a 5xx page may have
    return status >= serverErrorStatus || status < 400
      ? lostAnswer(endpoint, `Lazada answered ${status} with something that is not JSON.`)
      : { kind: 'retry', reason: `Lazada's gateway answered ${status}.` };
  }
  const failed = answer.success === false && answer.error_code !== '';
  if (failed || (answer.code !== '' && answer.code !== '0')) {
    return mapError(
      {
        code: failed ? answer.error_code : answer.code,
        type: answer.type,
        message: failed ? answer.error_msg : answer.message,
        detail: answer.detail ?? [],
      },
      { creates: endpoint.effect === 'creates' },
    );
  }
  if (status >= serverErrorStatus) return lostAnswer(endpoint, `Lazada answered ${status}.`);
  if (status === throttleStatus) return slowDown;
  const value = shape.safeParse(answer);
  return value.success
    ? { kind: 'ok', value: value.data }
    : lostAnswer(endpoint, `Lazada's answer lacks ${value.error.issues[0]?.path.join('.') ?? 'fields'}.`);
};

/** What it means that a call's answer was lost. */
const lostAnswer = ({ effect }: Endpoint, reason: string): Refusal =>
  effect === 'reads' ? { kind: 'retry', reason } : { kind: 'unknown', reason };

const readEnvelope = (body: string): z.infer<typeof Envelope> | null => {
  try {
    return Envelope.safeParse(parseExact(body)).data ?? null;
  } catch {
    return null;
  }
};

/** System parameters and the signature stand in the query, business parameters in the query of a GET and the body of a POST. */
const requestOf = (
  session: Session | AppSession,
  { path, method, host }: Endpoint,
  { parameters = {}, file }: CallInput,
): readonly [url: string, request: RequestInit] => {
  const app = lazadaAppOf(session.app);
  const system: Record<string, string> = {
    app_key: app.appKey,
    timestamp: String(session.clock()),
    sign_method: 'sha256',
    ...(host === 'api' && 'accessToken' in session ? { access_token: session.accessToken } : {}),
  };
  const sign = signRequest(app, path, { ...parameters, ...system });
  const query = new URLSearchParams({ ...system, sign, ...(method === 'GET' ? parameters : {}) });
  const root = host === 'auth' ? authHostOf(session.baseUrl) : session.baseUrl;
  const url = `${root}/rest${path}?${query.toString()}`;
  // a redirect would carry our token elsewhere
  if (method === 'GET') return [url, { method, redirect: 'error' }];
  if (file === undefined) return [url, { method, redirect: 'error', body: new URLSearchParams(parameters) }];
  const form = new FormData();
  for (const [name, value] of Object.entries(parameters)) form.set(name, value);
  form.set(file.field, file.content, file.name);
  return [url, { method, redirect: 'error', body: form }];
};

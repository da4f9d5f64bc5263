import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AppSecret } from '../connector.ts';

/** The partner app, both fields as the Partner Center shows them. */
export interface ShopApp {
  readonly appKey: string;
  readonly appSecret: string;
}

/**
 * @throws Error when the secret was filled in wrongly
 */
export const shopAppOf = ({ appKey, appSecret }: AppSecret): ShopApp => {
  if (appKey === undefined || appKey === '') throw new Error('The app secret has no appKey.');
  if (appSecret === undefined || appSecret === '') throw new Error('The app secret has no appSecret.');
  return { appKey, appSecret };
};

/** What a request's signature covers. */
export interface SignedRequest {
  /** With its leading slash, without host or query, e.g. `/product/202309/products`. */
  readonly path: string;
  /** All query parameters; `sign` and `access_token` are left out by themselves. */
  readonly query: Readonly<Record<string, string>>;
  /** The body exactly as sent; absent for multipart/form-data and for calls without one. */
  readonly body?: string;
}

const unsigned: ReadonlySet<string> = new Set(['sign', 'access_token']);

/**
 * Lower-case hex HMAC-SHA256 over secret, path, the sorted parameters as key and value run together, the raw body, and the
 * secret again (Partner Center, "Sign your API request").
 */
export const signRequest = ({ appSecret }: ShopApp, { path, query, body = '' }: SignedRequest): string => {
  const parameters = Object.keys(query)
    .filter((name) => !unsigned.has(name))
    .sort()
    .map((name) => `${name}${query[name] ?? ''}`)
    .join('');
  return createHmac('sha256', appSecret).update(`${appSecret}${path}${parameters}${body}${appSecret}`).digest('hex');
};

/** A webhook is signed over the app key and the raw body; neither address nor time is covered (guide "Webhooks"). */
export const isWebhookSignature = (
  { appKey, appSecret }: ShopApp,
  rawBody: Uint8Array,
  signature: string | undefined,
): boolean => {
  if (signature === undefined) return false;
  const expected = Buffer.from(createHmac('sha256', appSecret).update(appKey).update(rawBody).digest('hex'));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

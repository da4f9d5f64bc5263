import * as z from 'zod';
import { refuse } from './refusal.ts';
import { isSameSign, signCall } from './sign.ts';
import type { Store } from './store.ts';

export interface DemoApp {
  readonly appKey: string;
  readonly appSecret: string;
}

/** What a call needs: token and cipher, a token alone (cipher refused), or neither. */
export type CallKind = 'shop' | 'seller';

/** Guide "Sign your API request": a timestamp counts from 5 minutes before to 30 seconds after. */
const timestampLifeSeconds = 300;
const timestampAheadSeconds = 30;

const TokenRow = z.object({ shop_id: z.string(), ends_ms: z.number() });
const LinkRow = z.object({ ends_ms: z.number(), scopes: z.string() });

export interface Call {
  readonly kind: CallKind;
  readonly scope: string;
  /** The path as clients may have signed it: the contract's own, and with the mount before it. */
  readonly paths: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly method: string;
  readonly body: Uint8Array;
  readonly nowMs: number;
}

/**
 * What the gateway checks before any API sees a call. Answers the shop that the token is for.
 * @throws Refusal
 */
export const passGateway = (store: Store, app: DemoApp, call: Call): string => {
  const { query, headers, nowMs } = call;
  if (query.get('app_key') !== app.appKey) refuse(36009004, 'Invalid app_key.');
  const timestamp = query.get('timestamp') ?? '';
  const age = nowMs / 1000 - Number(timestamp);
  // guide: "timestamp: 10 digits"
  if (!/^\d{10}$/u.test(timestamp) || age > timestampLifeSeconds || age < -timestampAheadSeconds)
    refuse(36009004, 'Invalid timestamp.');
  const type = headers['content-type'] ?? '';
  const isMultipart = /^multipart\/form-data/iu.test(type);
  const hasBody = call.body.byteLength > 0;
  if (call.method !== 'GET' && !isMultipart && !/^application\/json/iu.test(type))
    refuse(36009023, 'Invalid content-type.');
  const given = query.get('sign') ?? '';
  const isSigned = call.paths.some((path) =>
    isSameSign(signCall(app.appSecret, path, query, isMultipart || !hasBody ? undefined : call.body), given),
  );
  if (!isSigned) refuse(106001, "Invalid credentials. The 'sign' query parameter is invalid.");
  const shopId = checkToken(store, headers['x-tts-access-token'] ?? '', call);
  const cipher = query.get('shop_cipher');
  if (call.kind === 'seller') {
    // images/upload, authorization/*: the parameter is "not allowed"
    if (cipher !== null) refuse(36009004, 'Invalid parameter: shop_cipher is not allowed.');
    return shopId;
  }
  if (cipher === null || cipher === '') refuse(106013, 'The shop_cipher query parameter is missing.');
  if (cipher !== store.shop(shopId)?.cipher) refuse(36009004, 'Invalid parameter: shop_cipher.');
  return shopId;
};

const checkToken = (store: Store, token: string, { nowMs, scope }: Call): string => {
  const held = store.row(TokenRow, 'SELECT shop_id, ends_ms FROM access_token WHERE token = ?', token);
  if (held === undefined) return refuse(36009004, 'Invalid access_token.');
  const link = linkOf(store, held.shop_id);
  // community: "can not find related auth record" once the seller withdrew it
  if (link === undefined || link.ends_ms <= nowMs) return refuse(36004005, 'can not find related auth record');
  if (held.ends_ms <= nowMs) return refuse(105002, 'access token is expired, please refresh it');
  if (!link.scopes.split(' ').includes(scope)) refuse(105005, 'you should apply auth pkg for this api');
  return held.shop_id;
};

export const linkOf = (store: Store, shopId: string): z.infer<typeof LinkRow> | undefined =>
  store.row(LinkRow, 'SELECT ends_ms, scopes FROM link WHERE shop_id = ?', shopId);

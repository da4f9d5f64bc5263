import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { linkOf, type DemoApp } from './gateway.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';
import type { Webhooks } from './webhooks.ts';

/** How long a code is good is not published; half an hour is generous. Single use. */
const codeLifeMs = 30 * 60_000;
/** SDK comment: an access token lives 7 days by default; the authorization about a year, warned of 30 days before. */
const accessLifeMs = 7 * 86_400_000;
const linkLifeMs = 365 * 86_400_000;
const warningMs = 30 * 86_400_000;

export const allScopes = [
  'seller.authorization.info',
  'seller.product.basic',
  'seller.product.write',
  'seller.logistics',
  'seller.order.info',
] as const;

const HeldRow = z.object({ shop_id: z.string(), ends_ms: z.number(), used: z.number() });
/** Tokens of the region-overseas service look like this. */
const newToken = (): string => `ROW_${randomBytes(30).toString('base64url')}`;

/** The seller approves the app for its scopes: a code for the redirect. */
export const approve = (store: Store, shopId: string, nowMs: number): string =>
  store.transaction(() => {
    const code = `ROW_${randomBytes(20).toString('base64url')}`;
    store.run('INSERT INTO code (code, shop_id, ends_ms) VALUES (?, ?, ?)', code, shopId, nowMs + codeLifeMs);
    store.run(
      `INSERT INTO link (shop_id, ends_ms, scopes) VALUES (?, ?, ?) ON CONFLICT (shop_id)
        DO UPDATE SET ends_ms = excluded.ends_ms, scopes = excluded.scopes, warned = 0`,
      shopId,
      nowMs + linkLifeMs,
      scopesOf(store),
    );
    return code;
  });

/** The scopes that the app has been granted in the Partner Center, as a list with blanks. */
export const scopesOf = (store: Store): string => store.setting('scopes') ?? allScopes.join(' ');

/** The seller withdraws the authorization: refresh tokens die, and webhook 6. */
export const withdraw = (store: Store, webhooks: Webhooks, shopId: string, nowMs: number): void =>
  store.transaction(() => {
    store.run('DELETE FROM link WHERE shop_id = ?', shopId);
    webhooks.deauthorized(shopId, nowMs);
  });

/** Moves the end of an authorization; used to see webhook 7 and its expiry without waiting a year. */
export const endLinkAt = (store: Store, shopId: string, endsMs: number): void => {
  store.run('UPDATE link SET ends_ms = ?, warned = 0 WHERE shop_id = ?', endsMs, shopId);
};

/** Ends the shop's access tokens now, as seven days would. */
export const endAccessTokens = (store: Store, shopId: string, nowMs: number): void => {
  store.run('UPDATE access_token SET ends_ms = ? WHERE shop_id = ?', nowMs, shopId);
};

/** Webhook 7 for authorizations that end within 30 days, once each. */
export const warnOfEndings = (store: Store, webhooks: Webhooks, nowMs: number): void => {
  const soon = store.rows(
    z.object({ shop_id: z.string(), ends_ms: z.number() }),
    'SELECT shop_id, ends_ms FROM link WHERE warned = 0 AND ends_ms > ? AND ends_ms <= ?',
    nowMs,
    nowMs + warningMs,
  );
  if (soon.length === 0) return;
  store.transaction(() => {
    for (const { shop_id, ends_ms } of soon) {
      store.run('UPDATE link SET warned = 1 WHERE shop_id = ?', shop_id);
      webhooks.expiring(shop_id, ends_ms, nowMs);
    }
  });
};

/** GET /api/v2/token/get and …/refresh: the app's secret stands in the query, and times are absolute seconds. @throws Refusal */
export const answerToken = (
  store: Store,
  app: DemoApp,
  name: 'get' | 'refresh',
  query: URLSearchParams,
  nowMs: number,
): Readonly<Record<string, unknown>> => {
  if (query.get('app_key') !== app.appKey || query.get('app_secret') !== app.appSecret)
    refuse(36004003, 'app_key or app_secret is invalid');
  const grantType = name === 'get' ? 'authorized_code' : 'refresh_token';
  if (query.get('grant_type') !== grantType) refuse(36009004, 'Invalid parameter: grant_type.');
  const table = name === 'get' ? 'code' : 'refresh_token';
  const text = query.get(name === 'get' ? 'auth_code' : 'refresh_token') ?? '';
  const held = store.row(
    HeldRow,
    `SELECT shop_id, ends_ms, used FROM ${table} WHERE ${name === 'get' ? 'code' : 'token'} = ?`,
    text,
  );
  if (held === undefined || held.used === 1) {
    return name === 'get'
      ? refuse(36004004, 'auth_code is invalid')
      : refuse(36004005, 'can not find related auth record');
  }
  if (held.ends_ms <= nowMs)
    refuse(name === 'get' ? 36004004 : 36004001, name === 'get' ? 'auth_code is expired' : 'rt has expired');
  const link = linkOf(store, held.shop_id);
  if (link === undefined || link.ends_ms <= nowMs) refuse(36004005, 'can not find related auth record');
  store.run(`UPDATE ${table} SET used = 1 WHERE ${name === 'get' ? 'code' : 'token'} = ?`, text);
  const accessToken = newToken();
  const refreshToken = newToken();
  const refreshEndsMs = link?.ends_ms ?? nowMs;
  const accessEndsMs = Math.min(nowMs + accessLifeMs, refreshEndsMs);
  store.run('INSERT INTO access_token VALUES (?, ?, ?)', accessToken, held.shop_id, accessEndsMs);
  store.run('DELETE FROM access_token WHERE ends_ms < ?', nowMs - accessLifeMs);
  store.run(
    'INSERT INTO refresh_token (token, shop_id, ends_ms) VALUES (?, ?, ?)',
    refreshToken,
    held.shop_id,
    refreshEndsMs,
  );
  return {
    access_token: accessToken,
    access_token_expire_in: Math.floor(accessEndsMs / 1000),
    refresh_token: refreshToken,
    refresh_token_expire_in: Math.floor(refreshEndsMs / 1000),
    open_id: `open-${held.shop_id}`,
    seller_name: store.shop(held.shop_id)?.name ?? '',
    seller_base_region: 'ID',
    user_type: 0,
    granted_scopes: scopesOf(store).split(' '),
  };
};

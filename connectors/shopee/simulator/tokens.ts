import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { DemoApp } from './gateway.ts';
import { isLinked } from './gateway.ts';
import { parseBody } from './parameters.ts';
import type { Pushes } from './pushes.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';

/** public.get_access_token, param code: "Valid for one-time use, expires in 10 minutes". */
const codeLifeMs = 10 * 60_000;
/** refresh_access_token: access_token "expires after 4 hours"; refresh_token "valid for 30 days, and can only be used once". */
const accessLifeMs = 4 * 3_600_000;
const refreshLifeMs = 30 * 86_400_000;
/** Guide "Authorization and authentication": an authorization lasts at most 365 days; push 12 warns 7 days before. */
const linkLifeMs = 365 * 86_400_000;
const warningMs = 7 * 86_400_000;

const HeldRow = z.object({ shop_id: z.number(), ends_ms: z.number(), used: z.number() });
const newToken = (): string => randomBytes(16).toString('hex');

/** The seller approves the app: a code for the redirect, the link, and push 1. */
export const approve = (store: Store, pushes: Pushes, shopId: number, nowMs: number): string =>
  store.transaction(() => {
    const code = newToken();
    store.run('INSERT INTO code (code, shop_id, ends_ms) VALUES (?, ?, ?)', code, shopId, nowMs + codeLifeMs);
    store.run(
      `INSERT INTO link (shop_id, auth_ms, ends_ms) VALUES (?, ?, ?)
       ON CONFLICT (shop_id) DO UPDATE SET auth_ms = excluded.auth_ms, ends_ms = excluded.ends_ms, warned = 0`,
      shopId,
      nowMs,
      nowMs + linkLifeMs,
    );
    pushes.authorized(shopId, nowMs);
    return code;
  });

/** The seller withdraws the app's authorization: all tokens die, and push 2. */
export const withdraw = (store: Store, pushes: Pushes, shopId: number, nowMs: number): void =>
  store.transaction(() => {
    store.run('DELETE FROM link WHERE shop_id = ?', shopId);
    store.run('DELETE FROM refresh_token WHERE shop_id = ?', shopId);
    pushes.deauthorized(shopId, nowMs);
  });

/** Moves the end of an authorization; used to see push 12 and its expiry without waiting a year. */
export const endLinkAt = (store: Store, shopId: number, endsMs: number): void => {
  store.run('UPDATE link SET ends_ms = ?, warned = 0 WHERE shop_id = ?', endsMs, shopId);
};

/** Ends the shop's access tokens now, as four hours would. */
export const endAccessTokens = (store: Store, shopId: number, nowMs: number): void => {
  store.run('UPDATE access_token SET ends_ms = ? WHERE shop_id = ?', nowMs, shopId);
};

/** Push 12 for authorizations that end within seven days, once each. */
export const warnOfEndings = (store: Store, pushes: Pushes, nowMs: number): void => {
  const soon = store.rows(
    z.object({ shop_id: z.number() }),
    'SELECT shop_id FROM link WHERE warned = 0 AND ends_ms > ? AND ends_ms <= ?',
    nowMs,
    nowMs + warningMs,
  );
  if (soon.length === 0) return;
  store.transaction(() => {
    for (const { shop_id } of soon) store.run('UPDATE link SET warned = 1 WHERE shop_id = ?', shop_id);
    pushes.expiring(
      soon.map((link) => link.shop_id),
      nowMs + warningMs,
      nowMs,
    );
  });
};

/** v2.public.get_access_token (POST auth/token/get). Fields stand beside `error`, not in `response`. @throws Refusal */
export const getAccessToken = (store: Store, app: DemoApp, body: Uint8Array, nowMs: number) => {
  const asked = parseBody(
    z.object({
      code: z.string(),
      partner_id: z.int(),
      shop_id: z.int().optional(),
      main_account_id: z.int().optional(),
    }),
    body,
  );
  if (asked.partner_id !== app.partnerId) refuse('error_param', 'Invalid partner_id.');
  // error_list "invalid_main_acount_id": the demo app's sellers authorize single shops, so no main account has a code
  if (asked.main_account_id !== undefined) {
    refuse(
      'invalid_main_acount_id',
      'The code or main_accoount_id is wrong, please check the code or the main_account_id.',
    );
  }
  if (asked.shop_id === undefined) refuse('error_param', 'Wrong parameters, detail: shop_id.');
  const held = store.row(HeldRow, 'SELECT shop_id, ends_ms, used FROM code WHERE code = ?', asked.code);
  // error_list "invalid_code"
  if (held === undefined || held.used === 1 || held.ends_ms <= nowMs) {
    return refuse('invalid_code', 'The code is expired or used or invalid, please check the code.');
  }
  // error_list "invalid_shop_id"
  if (held.shop_id !== asked.shop_id)
    refuse('invalid_shop_id', 'The code or shop_id is wrong, please check the code or the shop_id.');
  store.run('UPDATE code SET used = 1 WHERE code = ?', asked.code);
  return { shop_id_list: [held.shop_id], merchant_id_list: [], ...issue(store, held.shop_id, nowMs) };
};

/** v2.public.refresh_access_token (POST auth/access_token/get): rotates. Old access tokens live on. @throws Refusal */
export const refreshAccessToken = (store: Store, app: DemoApp, body: Uint8Array, nowMs: number) => {
  const asked = parseBody(
    z.object({ refresh_token: z.string(), partner_id: z.int(), shop_id: z.int().optional() }),
    body,
  );
  if (asked.partner_id !== app.partnerId) refuse('error_param', 'Invalid partner_id.');
  const held = store.row(
    HeldRow,
    'SELECT shop_id, ends_ms, used FROM refresh_token WHERE token = ?',
    asked.refresh_token,
  );
  // error_list "error_shop_refresh_token": unknown, used, or another shop's
  if (held === undefined || held.used === 1 || held.shop_id !== asked.shop_id) {
    return refuse('error_shop_refresh_token', 'Your refresh token is error ,please check refresh token or shopid.');
  }
  // error_list "refresh_token_expired"
  if (held.ends_ms <= nowMs) refuse('refresh_token_expired', 'Your refresh_token expired.');
  // error_list "shop_access_expired"
  if (!isLinked(store, held.shop_id, nowMs)) refuse('shop_access_expired', 'Your access to shop has expired.');
  store.run('UPDATE refresh_token SET used = 1 WHERE token = ?', asked.refresh_token);
  return { partner_id: app.partnerId, shop_id: held.shop_id, ...issue(store, held.shop_id, nowMs) };
};

const issue = (store: Store, shopId: number, nowMs: number) => {
  const accessToken = newToken();
  const refreshToken = newToken();
  store.run('INSERT INTO access_token VALUES (?, ?, ?)', accessToken, shopId, nowMs + accessLifeMs);
  store.run('DELETE FROM access_token WHERE ends_ms < ?', nowMs - accessLifeMs);
  store.run(
    'INSERT INTO refresh_token (token, shop_id, ends_ms) VALUES (?, ?, ?)',
    refreshToken,
    shopId,
    nowMs + refreshLifeMs,
  );
  return { access_token: accessToken, refresh_token: refreshToken, expire_in: accessLifeMs / 1000 };
};

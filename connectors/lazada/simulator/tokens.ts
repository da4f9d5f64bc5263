import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { isLinked, linkOf } from './gateway.ts';
import type { Pushes } from './pushes.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';

const day = 86_400_000;
/** auth/token/create, InvalidCode: "each Code can only be used once", "it will expire after 30 minutes". */
const codeLifeMs = 30 * 60_000;
/** Quick-start guide: an app online has tokens of 30 days, and refresh tokens of 180. */
const accessLifeMs = 30 * day;
const refreshLifeMs = 180 * day;
/** A Service-Market token lasts as long as the order; this one is of a quarter. */
const subscriptionMs = 90 * day;
/** Push 8: "still valid and will expired in 48 hours", "would only occur once a day". */
const warningMs = 2 * day;

const CodeRow = z.object({ shop_id: z.string(), ends_ms: z.number(), used: z.number() });
const RefreshRow = z.object({ shop_id: z.string(), ends_ms: z.number() });
const newToken = (): string => `5000${randomBytes(24).toString('hex')}`;

/** The seller approves the app: a code for the redirect, and the link. */
export const approve = (store: Store, shopId: string, isMarket: boolean, nowMs: number): string =>
  store.transaction(() => {
    const code = `0_100132_${randomBytes(12).toString('hex')}`;
    store.run('INSERT INTO code (code, shop_id, ends_ms) VALUES (?, ?, ?)', code, shopId, nowMs + codeLifeMs);
    store.run(
      `INSERT INTO link (shop_id, ends_ms, market) VALUES (?, ?, ?)
       ON CONFLICT (shop_id) DO UPDATE SET ends_ms = excluded.ends_ms, market = excluded.market, warned_day = 0`,
      shopId,
      nowMs + (isMarket ? subscriptionMs : refreshLifeMs),
      isMarket ? 1 : 0,
    );
    return code;
  });

/** The seller withdraws the app's authorization: all tokens die, and no push tells it. */
export const withdraw = (store: Store, shopId: string): void =>
  store.transaction(() => {
    for (const table of ['link', 'refresh_token', 'access_token'])
      store.run(`DELETE FROM ${table} WHERE shop_id = ?`, shopId);
  });

/** Moves the end of an authorization; used to see its expiry without waiting half a year. */
export const endLinkAt = (store: Store, shopId: string, endsMs: number): void => {
  store.run('UPDATE link SET ends_ms = ?, warned_day = 0 WHERE shop_id = ?', endsMs, shopId);
  store.run('UPDATE refresh_token SET ends_ms = ? WHERE shop_id = ?', endsMs, shopId);
};

/** Ends the shop's access tokens now, as thirty days would. */
export const endAccessTokens = (store: Store, shopId: string, nowMs: number): void => {
  store.run('UPDATE access_token SET ends_ms = ? WHERE shop_id = ?', nowMs, shopId);
};

/** Push 8 for grants that end within two days, once a day. */
export const warnOfEndings = (store: Store, pushes: Pushes, nowMs: number): void => {
  const today = Math.floor(nowMs / day);
  const soon = store.rows(
    z.object({ shop_id: z.string(), ends_ms: z.number() }),
    'SELECT shop_id, ends_ms FROM link WHERE warned_day < ? AND ends_ms > ? AND ends_ms <= ?',
    today,
    nowMs,
    nowMs + warningMs,
  );
  for (const { shop_id: shopId, ends_ms: endsMs } of soon)
    store.transaction(() => {
      store.run('UPDATE link SET warned_day = ? WHERE shop_id = ?', today, shopId);
      pushes.expiring(shopId, endsMs, nowMs);
    });
};

/** auth/token/create. @throws Refusal */
export const createToken = (store: Store, code: string, nowMs: number) => {
  const held = store.row(CodeRow, 'SELECT shop_id, ends_ms, used FROM code WHERE code = ?', code);
  if (held === undefined || held.used === 1 || held.ends_ms <= nowMs)
    return refuse('InvalidCode', 'Invalid authorization code');
  store.run('UPDATE code SET used = 1 WHERE code = ?', code);
  const link = linkOf(store, held.shop_id);
  const isMarket = link?.market === 1;
  const refreshToken = newToken();
  const lifeMs = isMarket ? subscriptionMs : refreshLifeMs;
  store.run('INSERT INTO refresh_token VALUES (?, ?, ?)', refreshToken, held.shop_id, nowMs + lifeMs);
  return {
    ...issue(store, held.shop_id, nowMs, isMarket ? subscriptionMs : accessLifeMs),
    refresh_token: refreshToken,
    refresh_expires_in: isMarket ? 0 : refreshLifeMs / 1000,
    country_user_info: users(held.shop_id),
  };
};

/** auth/token/refresh: a new access token; the refresh token "itself can not be refreshed" and keeps its end. @throws Refusal */
export const refreshToken = (store: Store, token: string, nowMs: number) => {
  const held = store.row(RefreshRow, 'SELECT shop_id, ends_ms FROM refresh_token WHERE token = ?', token);
  if (held === undefined || held.ends_ms <= nowMs || !isLinked(store, held.shop_id, nowMs))
    return refuse('IllegalRefreshToken', 'The specified refresh token is invalid or expired');
  // subscription authorization: "Refresh tokens generated … are unusable"
  if (linkOf(store, held.shop_id)?.market === 1)
    refuse('AUTH_TYPE_UNSUPPORTED', 'appkey can only be authorized by market, not support refresh');
  return {
    ...issue(store, held.shop_id, nowMs, Math.min(accessLifeMs, held.ends_ms - nowMs)),
    refresh_token: token,
    refresh_expires_in: Math.floor((held.ends_ms - nowMs) / 1000),
    country_user_info_list: users(held.shop_id),
  };
};

const users = (shopId: string) => [{ country: 'id', seller_id: shopId, user_id: shopId, short_code: `ID${shopId}` }];

const issue = (store: Store, shopId: string, nowMs: number, lifeMs: number) => {
  const accessToken = newToken();
  store.run('INSERT INTO access_token VALUES (?, ?, ?)', accessToken, shopId, nowMs + lifeMs);
  store.run('DELETE FROM access_token WHERE ends_ms < ?', nowMs - accessLifeMs);
  return {
    access_token: accessToken,
    expires_in: Math.floor(lifeMs / 1000),
    country: 'id',
    account_platform: 'seller_center',
    account: `penjual-${shopId}@contoh.test`,
    account_id: null,
  };
};

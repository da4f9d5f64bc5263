import * as z from 'zod';
import { refuse } from './refusal.ts';
import { isSameSign, publicBase, shopBase, sign } from './sign.ts';
import type { Store } from './store.ts';

export interface DemoApp {
  readonly partnerId: number;
  readonly partnerKey: string;
}

export type ApiType = 'Public' | 'Shop';

/** Common parameter timestamp: "Expires in 5 minutes". Either side, for clocks differ. */
const timestampLifeSeconds = 300;

const TokenRow = z.object({ shop_id: z.number(), ends_ms: z.number() });
const LinkRow = z.object({ auth_ms: z.number(), ends_ms: z.number() });

export interface Call {
  readonly apiType: ApiType;
  /** The path as clients may have signed it: the contract's own, and with the mount before it. */
  readonly paths: readonly string[];
  readonly query: URLSearchParams;
  readonly nowMs: number;
}

/**
 * What the gateway checks before any API sees a call, in the order and words of the common_error_list of every document.
 * A Public API called with a token and shop in the query is signed and checked as a Shop API too (clients in the field
 * upload images so). Answers the shop the call is for, null for a Public one.
 * @throws Refusal
 */
export const passGateway = (store: Store, app: DemoApp, call: Call): { readonly shopId: number | null } => {
  const { query } = call;
  const partnerId = query.get('partner_id') ?? '';
  if (partnerId === '') refuse('error_param', 'There is no partner_id in query.');
  if (!isUint32(partnerId)) {
    refuse('error_param', 'Partner_id is invalid, should be an integer between 0 and 4294967295.');
  }
  if (Number(partnerId) !== app.partnerId) refuse('invalid_partner_id', 'Invalid partner_id, please have a check.');
  const timestamp = query.get('timestamp') ?? '';
  if (timestamp === '') refuse('error_param', 'no timestamp.');
  if (!isUint32(timestamp)) {
    refuse('error_param', 'Timestamp is invalid, should be an integer between 0 and 4294967295.');
  }
  if (Math.abs(call.nowMs / 1000 - Number(timestamp)) > timestampLifeSeconds) {
    refuse('error_param', 'Timestamp is expired.');
  }
  const given = query.get('sign') ?? '';
  if (given === '') refuse('error_param', 'There is no sign in query.');
  const token = query.get('access_token') ?? '';
  const shopId = query.get('shop_id') ?? '';
  const asShop = call.apiType === 'Shop' || (token !== '' && shopId !== '');
  if (asShop) {
    if (token === '') refuse('error_param', 'There is no access_token in query.');
    if (shopId === '') refuse('error_param', 'There is no shop_id in query.');
    if (!isUint32(shopId)) refuse('error_param', 'shop_id is invalid, should be an integer between 0 and 4294967295.');
  }
  const isSigned = call.paths.some((path) =>
    isSameSign(
      sign(
        app.partnerKey,
        asShop ? shopBase(partnerId, path, timestamp, token, shopId) : publicBase(partnerId, path, timestamp),
      ),
      given,
    ),
  );
  if (!isSigned) refuse('error_sign', 'Wrong sign.');
  if (!asShop) return { shopId: null };
  return { shopId: checkToken(store, token, Number(shopId), call.nowMs) };
};

/** get_access_token: "access_token … can be used multiple times and expires after 4 hours", for its own shop. */
const checkToken = (store: Store, token: string, shopId: number, nowMs: number): number => {
  const held = store.row(TokenRow, 'SELECT shop_id, ends_ms FROM access_token WHERE token = ?', token);
  if (held === undefined || held.ends_ms <= nowMs) {
    return refuse('invalid_acceess_token', 'Invalid access_token, please have a check.');
  }
  if (held.shop_id !== shopId)
    return refuse('partner_shop_no_link', 'Invalid partner_id or shop_id, please have a check.');
  if (!isLinked(store, shopId, nowMs)) return refuse('shop_no_linked', 'Partner and shop has no linked.');
  return shopId;
};

export const linkOf = (store: Store, shopId: number): z.infer<typeof LinkRow> | undefined =>
  store.row(LinkRow, 'SELECT auth_ms, ends_ms FROM link WHERE shop_id = ?', shopId);

export const isLinked = (store: Store, shopId: number, nowMs: number): boolean =>
  (linkOf(store, shopId)?.ends_ms ?? 0) > nowMs;

const isUint32 = (text: string): boolean => /^\d{1,10}$/u.test(text) && Number(text) <= 4_294_967_295;

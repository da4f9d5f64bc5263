import * as z from 'zod';
import { refuse } from './refusal.ts';
import { isSameSign, signCall } from './sign.ts';
import type { Store } from './store.ts';

export interface DemoApp {
  readonly appKey: string;
  readonly appSecret: string;
}

/** Common parameter timestamp: "with less than 7200s difference from UTC time"; digits are milliseconds. */
const timestampLifeMs = 7_200_000;

const TokenRow = z.object({ shop_id: z.string(), ends_ms: z.number() });
const LinkRow = z.object({ ends_ms: z.number(), market: z.number() });

export interface GatewayCall {
  /** As it is signed, e.g. `/product/create`. */
  readonly path: string;
  /** All of query and form, files left out. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly nowMs: number;
  /** Calls of the system API and the taxonomy need no seller ("access_token · optional"). */
  readonly needsSeller: boolean;
}

/** What the gateway checks before any API sees a call (developer's guide, "Common parameters"). @throws Refusal */
export const passGateway = (store: Store, app: DemoApp, call: GatewayCall): { readonly shopId: string | null } => {
  const { parameters, nowMs } = call;
  const need = (name: string): string => {
    const value = parameters.get(name) ?? '';
    // system API, error table: MissingParameter
    if (value === '')
      refuse(
        'MissingParameter',
        `The input parameter "${name}" that is mandatory for processing this request is not supplied`,
      );
    return value;
  };
  if (need('app_key') !== app.appKey) refuse('InvalidAppKey', 'The specified app_key is invalid');
  const timestamp = need('timestamp');
  const at = /^\d{13}$/u.test(timestamp) ? Number(timestamp) : Date.parse(timestamp);
  if (Number.isNaN(at) || Math.abs(nowMs - at) >= timestampLifeMs)
    refuse('IllegalTimestamp', 'The specified timestamp is invalid or expired');
  if (need('sign_method') !== 'sha256') refuse('UnsupportedSignMethod', 'The sign_method is not supported');
  const given = need('sign');
  // system API, error table: IncompleteSignature
  if (!isSameSign(signCall(app.appSecret, call.path, parameters), given))
    refuse('IncompleteSignature', 'The request signature does not conform to platform standards');
  const token = parameters.get('access_token') ?? '';
  if (token === '' && !call.needsSeller) return { shopId: null };
  if (token === '') need('access_token');
  const held = store.row(TokenRow, 'SELECT shop_id, ends_ms FROM access_token WHERE token = ?', token);
  if (held === undefined || held.ends_ms <= nowMs || !isLinked(store, held.shop_id, nowMs))
    return refuse('IllegalAccessToken', 'The specified access token is invalid or expired');
  return { shopId: held.shop_id };
};

export const linkOf = (store: Store, shopId: string): z.infer<typeof LinkRow> | undefined =>
  store.row(LinkRow, 'SELECT ends_ms, market FROM link WHERE shop_id = ?', shopId);

export const isLinked = (store: Store, shopId: string, nowMs: number): boolean =>
  (linkOf(store, shopId)?.ends_ms ?? 0) > nowMs;

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AppSecret } from '../connector.ts';

/** The partner app: id as decimal digits, key as the text that Shopee's console shows. */
export interface PartnerApp {
  readonly partnerId: string;
  readonly partnerKey: string;
}

/**
 * @throws Error when the secret was filled in wrongly
 */
export const partnerAppOf = (app: AppSecret): PartnerApp => {
  const { partnerId, partnerKey } = app;
  if (partnerId === undefined || !/^\d+$/.test(partnerId))
    throw new Error('The app secret has no partnerId in digits.');
  if (partnerKey === undefined || partnerKey === '') throw new Error('The app secret has no partnerKey.');
  return { partnerId, partnerKey };
};

/** What a request's signature covers; `shop` for the calls that Shopee calls Shop APIs, absent for Public ones. */
export interface SignedRequest {
  /** With its leading slash, without host or query, e.g. `/api/v2/product/add_item`. */
  readonly path: string;
  /** Seconds since 1970; Shopee takes it for five minutes. */
  readonly timestamp: number;
  readonly shop?: { readonly accessToken: string; readonly shopId: string };
}

const hmac = (key: string, ...parts: readonly (string | Uint8Array)[]): string => {
  const digest = createHmac('sha256', key);
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
};

/**
 * Lower-case hex HMAC-SHA256 over partner id, path, timestamp and, for a Shop API, token and shop id. Neither body nor
 * business parameters are signed (Shopee guide "API calls").
 */
export const signRequest = ({ partnerId, partnerKey }: PartnerApp, { path, timestamp, shop }: SignedRequest): string =>
  hmac(partnerKey, `${partnerId}${path}${timestamp}${shop === undefined ? '' : shop.accessToken + shop.shopId}`);

/** Shopee signs a push over the registered URL, a bar and the raw body (guide "Push Mechanism notifications"). */
export const isPushSignature = (
  { partnerKey }: PartnerApp,
  url: string,
  rawBody: Uint8Array,
  signature: string | undefined,
): boolean => {
  if (signature === undefined) return false;
  const expected = Buffer.from(hmac(partnerKey, `${url}|`, rawBody));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

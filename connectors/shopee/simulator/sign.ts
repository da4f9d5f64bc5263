import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signatures as the Shopee Open Platform v2 defines them; own code, so that an error in the connector's shows here.
 * Guide "API calls": sign = hex HMAC-SHA256(partner_key, base); base of a Public API = partner_id + path + timestamp, of a
 * Shop API that + access_token + shop_id. Guide "Push mechanism": Authorization = hex HMAC-SHA256(partner_key, url|body).
 */
export const publicBase = (partnerId: string, path: string, timestamp: string): string => partnerId + path + timestamp;

export const shopBase = (
  partnerId: string,
  path: string,
  timestamp: string,
  accessToken: string,
  shopId: string,
): string => publicBase(partnerId, path, timestamp) + accessToken + shopId;

export const sign = (key: string, base: string): string => createHmac('sha256', key).update(base, 'utf8').digest('hex');

export const signPush = (key: string, url: string, rawBody: string): string => sign(key, `${url}|${rawBody}`);

/** Exact, in constant time; an upper-case signature is wrong, as the guide says lower-case hex. */
export const isSameSign = (expected: string, given: string): boolean => {
  const left = Buffer.from(expected, 'utf8');
  const right = Buffer.from(given, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
};

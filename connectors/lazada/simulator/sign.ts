import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signatures as Lazada Open Platform defines them; own code, so that an error in the connector's shows here. Developer's
 * guide: sort all parameters by name in ASCII order, join names and values, put the API path before, HMAC-SHA256 with the
 * app secret, upper-case hex. Guide "Push Mechanism": Authorization = lower-case hex HMAC-SHA256(app secret, key + body).
 */
export const signCall = (secret: string, path: string, parameters: ReadonlyMap<string, string>): string => {
  const names = [...parameters.keys()].filter((name) => name !== 'sign').sort((a, b) => (a < b ? -1 : 1));
  const base = path + names.map((name) => name + (parameters.get(name) ?? '')).join('');
  return createHmac('sha256', secret).update(base, 'utf8').digest('hex').toUpperCase();
};

export const signPush = (appKey: string, secret: string, rawBody: string): string =>
  createHmac('sha256', secret)
    .update(appKey + rawBody, 'utf8')
    .digest('hex');

/** Exact, in constant time; lower case is wrong, as the guide says upper-case hex. */
export const isSameSign = (expected: string, given: string): boolean => {
  const left = Buffer.from(expected, 'utf8');
  const right = Buffer.from(given, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
};

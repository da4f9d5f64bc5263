import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signatures as the TikTok Shop Open API defines them; own code, so that an error in the connector's shows here. Guide "Sign
 * your API request": secret + path + each parameter but sign and access_token, sorted, key and value run together + the raw
 * body unless multipart + secret, through HMAC-SHA256 with the secret, lower-case hex.
 */
export const signCall = (
  secret: string,
  path: string,
  query: URLSearchParams,
  rawBody: Uint8Array | undefined,
): string => {
  const names = [...new Set(query.keys())].filter((name) => name !== 'sign' && name !== 'access_token').sort();
  const hmac = createHmac('sha256', secret).update(secret).update(path);
  for (const name of names) hmac.update(name).update(query.get(name) ?? '');
  if (rawBody !== undefined) hmac.update(rawBody);
  return hmac.update(secret).digest('hex');
};

/** Guide "Webhooks": Authorization = hex HMAC-SHA256(app_secret, app_key + raw body). */
export const signWebhook = (key: string, secret: string, rawBody: string): string =>
  createHmac('sha256', secret).update(`${key}${rawBody}`, 'utf8').digest('hex');

export const isSameSign = (expected: string, given: string): boolean => {
  const left = Buffer.from(expected, 'utf8');
  const right = Buffer.from(given, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
};

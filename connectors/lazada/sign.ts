import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AppSecret } from '../connector.ts';

/** The app as Lazada's console shows it. */
export interface LazadaApp {
  readonly appKey: string;
  readonly appSecret: string;
}

/**
 * @throws Error when the secret was filled in wrongly
 */
export const lazadaAppOf = (app: AppSecret): LazadaApp => {
  const { appKey, appSecret } = app;
  if (appKey === undefined || !/^\d+$/.test(appKey)) throw new Error('The app secret has no appKey in digits.');
  if (appSecret === undefined || appSecret === '') throw new Error('The app secret has no appSecret.');
  return { appKey, appSecret };
};

const inAscii = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/**
 * UPPER-case hex HMAC-SHA256 over the API path and all parameters, system and business, sorted by name in ASCII order and
 * written without separators; `sign` itself and files are left out (developer's guide, "Signature algorithm").
 */
export const signRequest = (
  { appSecret }: Pick<LazadaApp, 'appSecret'>,
  apiPath: string,
  parameters: Readonly<Record<string, string>>,
): string => {
  const sorted = Object.entries(parameters)
    .filter(([name]) => name !== 'sign')
    .sort(inAscii);
  const digest = createHmac('sha256', appSecret).update(apiPath);
  for (const [name, value] of sorted) digest.update(name).update(value);
  return digest.digest('hex').toUpperCase();
};

/** Lazada signs a push with LOWER-case hex over app key and raw body (guide "Push Mechanism"); the address is not signed. */
export const isPushSignature = (
  { appKey, appSecret }: LazadaApp,
  rawBody: Uint8Array,
  signature: string | undefined,
): boolean => {
  if (signature === undefined) return false;
  const expected = Buffer.from(createHmac('sha256', appSecret).update(appKey).update(rawBody).digest('hex'));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

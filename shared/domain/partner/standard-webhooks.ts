import { createHmac, timingSafeEqual } from 'node:crypto';

/*
 * Standard Webhooks 1.0.0 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md):
 * `webhook-signature` is `v1,<base64 HMAC-SHA256>` over `<id>.<timestamp>.<body>`, one per active secret, parted by spaces.
 */

/** A message is refused when its timestamp is further away than this, in seconds: the tolerance of the reference library. */
const toleranceSeconds = 5 * 60;

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/u, ''), 'base64');

const signatureOf = (secret: string, id: string, timestamp: string, body: string | Uint8Array): Buffer =>
  createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest();

/** What identifies and proves one message. Names in lower case, as HTTP carries them. */
export interface WebhookHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** The headers of a message: one signature per secret, so that the receiver may change over at any time. */
export const signWebhook = (
  secrets: readonly string[],
  message: { readonly id: string; readonly body: string; readonly nowMs: number },
): WebhookHeaders => {
  const timestamp = String(Math.floor(message.nowMs / 1000));
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets
      .map((secret) => `v1,${signatureOf(secret, message.id, timestamp, message.body).toString('base64')}`)
      .join(' '),
  };
};

/**
 * The id of a message whose signature fits its raw bytes under one of the secrets and whose time is within five minutes;
 * undefined for any other. Constant time in the signature.
 */
export const verifyWebhook = (
  secrets: readonly string[],
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: Uint8Array,
  nowMs: number,
): string | undefined => {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (id === undefined || timestamp === undefined || signatures === undefined) return undefined;
  if (!/^[\x21-\x2d\x2f-\x7e]{1,128}$/u.test(id) || !/^\d{1,12}$/u.test(timestamp)) return undefined;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > toleranceSeconds) return undefined;
  const given = signatures
    .split(' ')
    .slice(0, 10)
    .flatMap((each) => (each.startsWith('v1,') ? [Buffer.from(each.slice(3), 'base64')] : []));
  const fits = secrets.some((secret) => {
    const expected = signatureOf(secret, id, timestamp, rawBody);
    return given.some((each) => each.byteLength === expected.byteLength && timingSafeEqual(each, expected));
  });
  return fits ? id : undefined;
};

import { createHmac, timingSafeEqual } from 'node:crypto';

/** "The signature scheme is HMAC-SHA256 … `msg_id.timestamp.payload`" (standard-webhooks.md, Signature scheme). */
export const sign = (secret: string, id: string, timestamp: string, body: Uint8Array | string): string => {
  const mac = createHmac('sha256', Buffer.from(secret.split('_')[1] ?? '', 'base64'));
  return `v1,${mac.update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
};

/** Why a message is refused; undefined for a good one. "we recommend … a tolerance of 5 minutes" */
export const faultOf = (
  secrets: readonly string[],
  headers: Readonly<Record<string, string | undefined>>,
  body: Uint8Array,
  nowMs: number,
): string | undefined => {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  const given = (headers['webhook-signature'] ?? '').split(' ');
  if (id === '' || timestamp === '') return 'headers missing';
  if (Math.abs(nowMs - Number(timestamp) * 1000) > 300_000) return 'timestamp too old or too new';
  const fits = secrets.some((secret) => {
    const wanted = Buffer.from(sign(secret, id, timestamp, body));
    return given.some((each) => each.length === wanted.length && timingSafeEqual(Buffer.from(each), wanted));
  });
  return fits ? undefined : 'no signature fits';
};

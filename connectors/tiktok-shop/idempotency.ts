import { createHash } from 'node:crypto';

/**
 * The key that makes a create of the same marker the same request: a UUID's shape, as the document advises, from the marker
 * alone, so that a repetition after a lost answer gives the item that is there.
 */
export const idempotencyKeyOf = (marker: string): string => {
  const hex = createHash('sha256').update(`tiktok-shop/${marker}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};

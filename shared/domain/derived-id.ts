import { createHash } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * 26 characters as ids have, made from what names a thing: always the same for the same parts, so that making it twice makes
 * no second one; it tells nothing of the parts.
 */
export const derivedId = (...parts: readonly (string | number)[]): string => {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest();
  const first = alphabet[(bytes[31] ?? 0) % 8] ?? '0';
  const rest = Array.from(bytes.subarray(0, 25), (byte) => alphabet[byte % 32] ?? '0').join('');
  return first + rest;
};

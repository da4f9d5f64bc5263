import { createHash } from 'node:crypto';
import { OrderId } from '../ids.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Our id of a marketplace's order: always the same for the same order, so that hearing of it twice makes no second one.
 * 26 characters as ids have, from a digest; it tells nothing of the marketplace's own number.
 */
export const orderIdOf = (marketplace: string, shopId: string, externalId: string): OrderId => {
  const bytes = createHash('sha256')
    .update(JSON.stringify([marketplace, shopId, externalId]))
    .digest();
  const first = alphabet[(bytes[31] ?? 0) % 8] ?? '0';
  const rest = Array.from(bytes.subarray(0, 25), (byte) => alphabet[byte % 32] ?? '0').join('');
  return OrderId.parse(first + rest);
};

/** A short name of an order line in ids of stock changes: the marketplace's own may hold anything. */
export const lineKeyOf = (lineId: string): string => createHash('sha256').update(lineId).digest('hex').slice(0, 12);

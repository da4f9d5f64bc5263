import { createHash } from 'node:crypto';
import { derivedId } from '../derived-id.ts';
import { OrderId } from '../ids.ts';

/** Our id of a marketplace's order: always the same for the same order, so that hearing of it twice makes no second one. */
export const orderIdOf = (marketplace: string, shopId: string, externalId: string): OrderId =>
  OrderId.parse(derivedId(marketplace, shopId, externalId));

/** A short name of an order line in ids of stock changes: the marketplace's own may hold anything. */
export const lineKeyOf = (lineId: string): string => createHash('sha256').update(lineId).digest('hex').slice(0, 12);

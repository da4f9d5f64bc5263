import * as z from 'zod';
import type { Sale } from '../domain/funnel/funnel.ts';
import { ownerKeyOf } from '../domain/order/order.ts';
import { IsoInstant } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { readItem } from './versioned-item.ts';

const PartRow = z.object({ placedAt: IsoInstant });

/** An IKM's part of an order, as a sale; undefined when there is none. Strongly read. */
export const createSaleOf =
  (at: TableAt) =>
  async (orderId: string, ikmId: string): Promise<Sale | undefined> => {
    const part = await readItem(at, listingKeys.fulfilment(orderId, ownerKeyOf({ type: 'ikm', id: ikmId })), PartRow);
    return part === undefined ? undefined : { orderId, at: part.placedAt };
  };

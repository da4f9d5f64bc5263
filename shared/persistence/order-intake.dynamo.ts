import type { Account } from '../domain/account/account.ts';
import type { Sealer } from '../domain/identity/sealer.ts';
import type { SeenOrder } from '../domain/order/order.ts';
import { recordOrder } from '../domain/order/record-order.ts';
import type { Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingRepository } from './listing-repository.dynamo.ts';
import { orderStore } from './order-repository.dynamo.ts';
import { createProductRepository } from './product-repository.dynamo.ts';
import { linkedProductOf } from './shop-links.dynamo.ts';

/** Takes in looks at orders, over both tables. */
export const orderIntake = ({
  listings,
  register,
  clock,
  sealer,
}: {
  readonly listings: TableAt;
  readonly register: TableAt;
  readonly clock: Clock;
  readonly sealer: Sealer;
}): ((account: Account, seen: SeenOrder) => Promise<'recorded' | 'unchanged'>) => {
  const products = createProductRepository(register, clock);
  const linkedProduct = linkedProductOf(listings);
  return recordOrder({
    orders: orderStore(listings, clock, sealer),
    products,
    product: products.read,
    listing: listingRepository(listings, clock).read,
    linkedProduct: async ({ marketplace, shopId }, externalItemId) =>
      shopId === undefined ? undefined : linkedProduct(marketplace, shopId, externalItemId),
    clock,
  });
};

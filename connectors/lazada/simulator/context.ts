import type { FaultSwitch } from './faults.ts';
import type { Item } from './model.ts';
import type { Pushes } from './pushes.ts';
import type { Store } from './store.ts';

/** What an API call works with. */
export interface Context {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly pushes: Pushes;
  readonly shopId: string;
  readonly nowMs: number;
  readonly imageUrl: (imageId: string) => string;
}

/** The shop's own item, not deleted. */
export const ownItem = ({ store, shopId }: Context, itemId: string | undefined): Item | undefined => {
  const item = itemId !== undefined && /^\d{1,15}$/u.test(itemId) ? store.item(Number(itemId)) : undefined;
  return item?.shopId === shopId && item.status !== 'Deleted' ? item : undefined;
};

import type { FaultSwitch } from './faults.ts';
import { isDeleted, type Item } from './model.ts';
import type { Pushes } from './pushes.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';

/** What an API call works with. */
export interface Context {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly pushes: Pushes;
  readonly shopId: number;
  readonly nowMs: number;
  readonly imageUrl: (imageId: string) => string;
}

/** The shop's own item, not deleted. Documents differ in the name for another shop's. @throws Refusal */
export const editable = (context: Context, itemId: number, foreign = 'error_item_not_found'): Item => {
  const item = context.store.item(itemId);
  if (item === undefined || isDeleted(item)) {
    // delete_item, update_price, update_stock, update_item: error_list "error_item_not_found" "Item_id is not found."
    return refuse('error_item_not_found', 'Item_id is not found.');
  }
  if (item.shopId !== context.shopId) {
    return refuse(foreign, foreign === 'error_item_not_found' ? 'Item_id is not found.' : 'Item not belong to shop.');
  }
  return item;
};

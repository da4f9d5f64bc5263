import type { OrderState } from '../order/order.ts';

/** Whether somebody paid: an order that was never paid, or fell through, is no sale. */
export const isSold = (state: OrderState): boolean => state !== 'unpaid' && state !== 'cancelled';

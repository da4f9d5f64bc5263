import { createFaults } from '../../simulator-faults.ts';
import type { Store } from './store.ts';

/** Errors that pass by themselves (common error codes). */
const transient: readonly (readonly [code: number, message: string])[] = [
  [36009003, 'Internal server error. Please try again later.'],
  [36009007, 'Request timeout. Please try again later.'],
  [12001000, 'Internal error.'],
];

/** What goes wrong at this marketplace, kept on disk. */
export const openFaults = (store: Store) => createFaults(store, 'tiktok-shop', transient);

export type FaultSwitch = ReturnType<typeof openFaults>;

import { createFaults } from '../../simulator-faults.ts';
import type { Store } from './store.ts';

/** Errors that pass by themselves, from the error lists of every product document. */
const transient: readonly (readonly [string, string])[] = [
  ['error_server', 'Something wrong. Please try later.'],
  ['error_inner', 'Our system is taking some time to respond, please try later.'],
  ['error_network', 'Inner http call failed'],
  ['error_system_busy', 'Our system is taking some time to respond, please try later.'],
];

/** What goes wrong at this marketplace, kept on disk. */
export const openFaults = (store: Store) => createFaults(store, 'shopee', transient);

export type FaultSwitch = ReturnType<typeof openFaults>;

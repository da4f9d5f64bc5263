import { createFaults } from '../../simulator-faults.ts';
import type { Store } from './store.ts';

/** Errors that pass by themselves, from the error tables of the product calls and the guide "Create/Update Product Q&A". */
const transient: readonly (readonly [string, string])[] = [
  ['6', 'E006: Unexpected internal error'],
  ['1000', 'Internal Application Error'],
  ['513', 'Internal call exception'],
  ['ServiceTimeout', 'service timeout'],
];

/** What goes wrong at this marketplace, kept on disk. */
export const openFaults = (store: Store) => createFaults(store, 'lazada', transient);

export type FaultSwitch = ReturnType<typeof openFaults>;

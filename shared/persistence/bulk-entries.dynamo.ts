import { createWriteRows } from '../domain/bulk/write-entries.ts';
import type { HashIdentity, Sealer } from '../domain/identity/sealer.ts';
import type { Directory, WriteEntries } from '../domain/intake/entry.ts';
import type { Caller } from '../domain/member/member.ts';
import type { Clock } from '../domain/time.ts';
import { createBulkStore, createProductIdsBySku } from './bulk-store.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { createIkmRepository } from './ikm-repository.dynamo.ts';
import { createProductRepository } from './product-repository.dynamo.ts';
import { createSentraRepository } from './sentra-repository.dynamo.ts';

/** One import into the register: whose it is, and what its rows need. */
export interface ImportInto {
  readonly register: TableAt;
  readonly caller: Caller;
  /** The caller's, as loaded when the import began or went on. */
  readonly directory: Pick<Directory, 'ikm'>;
  readonly importId: string;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly hashIdentity: HashIdentity;
}

/** Puts the rows of one import into the register. */
export const createWriteEntries = ({ register, ...deps }: ImportInto): WriteEntries =>
  createWriteRows({
    ...deps,
    store: createBulkStore(register),
    sentras: createSentraRepository(register),
    ikms: createIkmRepository(register),
    products: createProductRepository(register, deps.clock),
    productIdsBySku: createProductIdsBySku(register),
  });

import * as z from 'zod';
import type { AuditEntry } from '../../shared/domain/privacy/audit.ts';
import { createAuditReader } from '../../shared/persistence/audit-trail.dynamo.ts';
import type { TableAt } from '../../shared/persistence/dynamo.ts';
import { listingIndexes, registerKeys } from '../../shared/persistence/keys.ts';
import { everyPage, readPage, registerStretch } from '../../shared/persistence/page.ts';
import { readPartition } from '../../shared/persistence/partitions.dynamo.ts';
import type { BuildDataExportDeps, Stored } from './use-case.ts';

const pageSize = 100;
const Row = z.record(z.string(), z.unknown());
const Indexed = z.object({ pk: z.string() });
const Ready = z.object({ type: z.literal('photo'), renditions: z.object({ large: z.object({ name: z.string() }) }) });

type Gathered = Pick<BuildDataExportDeps, 'recordsOf' | 'productsOf' | 'listingsOf' | 'ordersOf' | 'trailOf'>;

/** Reads all that is kept about an IKM. */
export const createGather = (register: TableAt, table: TableAt): Gathered => {
  const trail = createAuditReader(register);

  const partition = (pk: string): Promise<readonly Stored[]> => readPartition(register, pk);

  const ofListingIndex = (pk: string): Promise<Stored[]> =>
    everyPage((position) =>
      readPage(table, {
        stretches: [{ index: 'by-listed-ikm', attributes: listingIndexes['by-listed-ikm'], pk, prefix: '' }],
        limit: pageSize,
        position,
        parse: (item) => Row.parse(item),
      }),
    );

  return {
    recordsOf: async (ikmId) => [
      ...(await partition(registerKeys.ikm(ikmId).pk)),
      ...(await partition(registerKeys.teamMember(ikmId, '').pk)),
    ],

    productsOf: async (ikmId) => {
      const found = await everyPage((position) =>
        readPage(register, {
          stretches: [registerStretch('by-ikm', `IKM#${ikmId}`)],
          limit: pageSize,
          position,
          parse: (item) => Indexed.parse(item).pk,
        }),
      );
      const rows: Stored[] = [];
      for (const pk of new Set(found)) rows.push(...(await partition(pk)));
      const photos = rows.flatMap((row) => {
        const ready = Ready.safeParse(row);
        return ready.success ? [ready.data.renditions.large.name] : [];
      });
      return { rows, photos };
    },

    listingsOf: (ikmId) => ofListingIndex(`LISTED-IKM#${ikmId}`),
    ordersOf: (ikmId) => ofListingIndex(`ORDERS-IKM#${ikmId}`),
    trailOf: (ikmId): Promise<readonly AuditEntry[]> =>
      everyPage((position) => trail.ofThing({ thing: 'ikm', id: ikmId }, pageSize, position)),
  };
};

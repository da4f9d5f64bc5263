import { toEpochSeconds } from '../domain/time.ts';
import { Transfer, type Transfers } from '../domain/transfer/transfer.ts';
import type { TableAt } from './dynamo.ts';
import { provinceOf, registerKeys } from './keys.ts';
import { readPage } from './page.ts';
import { areaStretches } from './register-list.ts';
import { putItem, readItem, type Item } from './versioned-item.ts';

/** A decided request is kept so long, in milliseconds; what became of it stands in the IKM's history. */
const keptMs = 90 * 86_400_000;

const isOpen = ({ state }: Transfer): boolean => state === 'waiting' || state === 'moving';

const toItem = (transfer: Transfer): Item => ({
  ...registerKeys.transfer(transfer.transferId),
  type: 'transfer',
  ...transfer,
  ikmPk: `TRANSFER-IKM#${transfer.ikmId}`,
  ikmSk: transfer.transferId,
  ...(transfer.decidedAt === undefined || isOpen(transfer)
    ? {}
    : { expiresAt: toEpochSeconds(Date.parse(transfer.decidedAt) + keptMs) }),
  ...(isOpen(transfer)
    ? {
        waitingPk: `WAITING-TRANSFER#${provinceOf(transfer.office)}`,
        waitingSk: `${transfer.office}#${transfer.askedAt}#${transfer.transferId}`,
        regionPk: `LEAVING-TRANSFER#${provinceOf(transfer.from.regionCode)}`,
        regionSk: `${transfer.from.regionCode}#${transfer.transferId}`,
      }
    : {}),
});

/** Requests to move IKMs, in the register table. */
export const transferRepository = (at: TableAt): Transfers => ({
  read: (transferId) => readItem(at, registerKeys.transfer(transferId), Transfer),
  create: async (transfer) => (await putItem(at, toItem(transfer), 'absent')) === 'written',
  change: (transfer, before) => putItem(at, toItem(transfer), { etag: before.etag }),

  waiting: async (areas, limit) => {
    const page = (index: 'by-waiting' | 'by-region', partition: string) =>
      readPage(at, {
        stretches: areaStretches(index, partition, areas),
        limit,
        position: undefined,
        parse: (item) => Transfer.parse(item),
      });
    const [here, leaving] = await Promise.all([
      page('by-waiting', 'WAITING-TRANSFER'),
      page('by-region', 'LEAVING-TRANSFER'),
    ]);
    const ours = new Set(here.rows.map(({ transferId }) => transferId));
    return [
      ...here.rows.map(({ transferId, ikmId }) => ({ transferId, ikmId, decides: true })),
      ...leaving.rows
        .filter(({ transferId }) => !ours.has(transferId))
        .map(({ transferId, ikmId }) => ({ transferId, ikmId, decides: false })),
    ];
  },
});

import * as z from 'zod';
import type { Sealed } from '../identity/sealer.ts';
import { IkmId, SentraId, TransferId } from '../ids.ts';
import { Komoditas } from '../komoditas.ts';
import { ReasonDetail } from '../reason/reason-detail.ts';
import { PlaceCode } from '../region/region-code.ts';
import { lines } from '../text.ts';
import { IsoInstant } from '../time.ts';

/** What is asked for. */
export const TransferBody = z.strictObject({
  etag: z.string().max(50).meta({ description: 'The version of the IKM that was looked at' }),
  sentraId: SentraId.nullable().meta({ description: 'The sentra it belongs to from now on; null for none' }),
  regionCode: PlaceCode.optional().meta({ description: 'Where its site moves to; left out when the site stays' }),
  address: lines(500).optional().meta({ description: 'Of the new site' }),
  reason: lines(500),
  originException: z
    .strictObject({ reason: lines(500) })
    .optional()
    .meta({ description: 'Why the site may lie outside the kabupaten/kota of its sentra' }),
});
export type TransferBody = z.infer<typeof TransferBody>;

const StationView = z.strictObject({ sentraId: SentraId.optional(), regionCode: z.string() });
/** moving: accepted, and on its way · void: the IKM moved or closed before it was decided. */
const TransferState = z.enum(['waiting', 'moving', 'accepted', 'declined', 'void']);

/** A request to move an IKM, which the receiving office decides. */
export const Transfer = z.object({
  transferId: TransferId,
  ikmId: IkmId,
  from: StationView,
  to: StationView,
  /** Region whose officers decide: the sentra's, or that of the new site. */
  office: z.string(),
  /** Why, the new address, and the reason for an exception, under the IKM's data key: they go when that is destroyed. */
  sealed: z.record(z.string(), z.string()),
  askedBy: z.string(),
  askedAt: IsoInstant,
  state: TransferState,
  /** Why it was declined. */
  reasons: z.array(z.string()),
  decidedBy: z.string().optional(),
  decidedAt: IsoInstant.optional(),
  etag: z.string(),
});
export type Transfer = Omit<z.infer<typeof Transfer>, 'sealed' | 'reasons'> & {
  readonly sealed: Sealed;
  readonly reasons: readonly string[];
};

/** A request as both offices see it. The receiving one does not reach the IKM yet: it sees what it must decide on. */
export const TransferView = z.strictObject({
  transferId: TransferId,
  ikmId: IkmId,
  etag: z.string(),
  state: TransferState,
  from: StationView,
  to: StationView,
  office: z.string().meta({ description: 'Region whose officers decide' }),
  reason: z.string(),
  ikm: z.strictObject({
    businessName: z.string(),
    komoditas: Komoditas,
    state: z.string(),
    owner: z.strictObject({ name: z.string(), phone: z.string().optional().meta({ description: 'Masked' }) }),
    address: z.string().meta({ description: 'Of the site after the move' }),
    originReason: z.string().optional(),
  }),
  askedAt: IsoInstant,
  decidedAt: IsoInstant.optional(),
  reasons: z.array(z.string()),
  reasonDetails: z.array(ReasonDetail),
});
export type TransferView = z.infer<typeof TransferView>;

/** A request that waits, as offices are reminded of it. */
export interface WaitingTransfer {
  readonly transferId: string;
  readonly ikmId: string;
  /** Whether an office of the areas asked for decides it; else it waits for another one. */
  readonly decides: boolean;
}

export interface Transfers {
  readonly read: (transferId: string) => Promise<Transfer | undefined>;
  /** False when there is one with this id. */
  readonly create: (transfer: Transfer) => Promise<boolean>;
  /** Replaces the version `before`. */
  readonly change: (transfer: Transfer, before: Transfer) => Promise<'written' | 'conflict'>;
  /** What waits for offices of these areas to decide, then what of theirs waits for another office. */
  readonly waiting: (areas: readonly string[], limit: number) => Promise<readonly WaitingTransfer[]>;
}

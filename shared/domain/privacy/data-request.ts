import * as z from 'zod';
import { DataRequestId, IkmId } from '../ids.ts';
import { line, lines } from '../text.ts';
import { IsoInstant } from '../time.ts';
import { retentionDays } from './retention.ts';

/** What a person may ask of their data (UU 27/2022): a copy (7), correction (6), erasure (8), restriction (11). */
const DataRequestKind = z.enum(['access', 'correction', 'erasure', 'restriction']);

/** The time the law gives: 3 × 24 hours (Art. 30, 32, 41). */
export const clockMs = 3 * 24 * 60 * 60 * 1000;

/** How others show that the owner asked, when the owner did not ask by their own sign-in. */
const Evidence = z.strictObject({
  way: z.enum(['code', 'signed-photo', 'witness']),
  paperId: z.string().max(26).optional().meta({ description: 'The signed request among the papers' }),
});

/** Fields of an IKM → what should stand there. */
const Changes = z
  .strictObject({
    businessName: line(150),
    ownerName: line(150),
    phone: line(30),
    contactVia: line(150),
    nib: line(30),
    npwp: line(30),
    postalCode: line(10),
    address: lines(500),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, {
    params: {
      code: 'nothing-to-correct',
      message: {
        id: 'Sebutkan paling sedikit satu isian yang harus dibetulkan.',
        en: 'Name what should be corrected.',
      },
    },
  });
export type Changes = z.infer<typeof Changes>;

const asked = { requestId: DataRequestId, evidence: Evidence.optional() };

/** The body of a POST. */
export const DataRequestBody = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked, kind: z.literal('access') }),
  z.strictObject({ ...asked, kind: z.literal('correction'), changes: Changes }),
  z.strictObject({
    ...asked,
    kind: z.literal('erasure'),
    confirm: z.literal(true).meta({ description: 'It cannot be undone' }),
  }),
  z.strictObject({ ...asked, kind: z.literal('restriction') }),
]);
export type DataRequestBody = z.infer<typeof DataRequestBody>;

/** `open`: an officer decides · `working`: it is being carried out. */
const DataRequestState = z.enum(['open', 'working', 'done', 'refused']);

/** Where an erasure is: each step may be repeated from its beginning. */
const ErasureStep = z.enum(['close', 'take-down', 'wait', 'destroy']);

/** A listing that a marketplace did not confirm to be gone within the time the law gives. */
export const LeftListing = z.strictObject({ productId: z.string(), accountId: z.string(), marketplace: z.string() });
export type LeftListing = z.infer<typeof LeftListing>;

/** A request as kept: nothing of the person in plain text, as it outlives an erasure. */
export const DataRequest = z.object({
  requestId: DataRequestId,
  ikmId: IkmId,
  kind: DataRequestKind,
  state: DataRequestState,
  /** Where the IKM stands: whose task it is. */
  regionCode: z.string(),
  filedBy: z.string(),
  evidence: Evidence.optional(),
  at: IsoInstant,
  dueAt: IsoInstant,
  /** Counts the steps of carrying it out. */
  seq: z.int(),
  step: ErasureStep.optional(),
  /** What is to be corrected, sealed under the IKM's key. */
  sealed: z.record(z.string(), z.string()),
  decidedBy: z.string().optional(),
  reasons: z.array(z.string()),
  doneAt: IsoInstant.optional(),
  exportBytes: z.int().optional(),
  left: z.array(LeftListing),
  etag: z.string(),
});
export type DataRequest = z.infer<typeof DataRequest>;

/** As shown. */
export const DataRequestView = z.strictObject({
  requestId: DataRequestId,
  ikmId: IkmId,
  etag: z.string(),
  kind: DataRequestKind,
  state: DataRequestState,
  at: z.string(),
  dueAt: z.string().meta({ description: 'Three times 24 hours after it was filed' }),
  isOverdue: z.boolean(),
  onBehalf: z.boolean().meta({ description: 'Filed by somebody else for the owner, with evidence' }),
  step: ErasureStep.nullable(),
  changes: z.record(z.string(), z.string()).optional().meta({ description: 'What a correction asks for' }),
  reasons: z.array(z.string()),
  doneAt: z.string().nullable(),
  exportUntil: z.string().nullable().meta({ description: 'Until when the copy can be fetched' }),
  left: z.array(LeftListing).meta({ description: 'Listings that a marketplace did not confirm to be gone in time' }),
});
export type DataRequestView = z.infer<typeof DataRequestView>;

/** For how long a copy can be fetched: the bucket's rule for `exports/` rests on the same number. */
const exportKeptMs = retentionDays.exports * 24 * 60 * 60 * 1000;
/** Where a copy lies. */
export const exportKey = ({ ikmId, requestId }: Pick<DataRequest, 'ikmId' | 'requestId'>): string =>
  `exports/${ikmId}/${requestId}.zip`;

export const isWaiting = ({ state }: Pick<DataRequest, 'state'>): boolean => state === 'open' || state === 'working';

/** A request as shown; `changes` opened by who may see them. */
export const toDataRequestView = (
  request: DataRequest,
  nowMs: number,
  changes?: Readonly<Record<string, string>>,
): DataRequestView => {
  const { requestId, ikmId, etag, kind, state, at, dueAt, step = null, reasons, doneAt = null, left } = request;
  const hasExport = kind === 'access' && doneAt !== null && Date.parse(doneAt) + exportKeptMs > nowMs;
  return {
    ...{ requestId, ikmId, etag, kind, state, at, dueAt, step, reasons, doneAt, left },
    isOverdue: isWaiting(request) && Date.parse(dueAt) <= nowMs,
    onBehalf: request.evidence !== undefined,
    ...(changes === undefined ? {} : { changes }),
    exportUntil: hasExport ? new Date(Date.parse(doneAt) + exportKeptMs).toISOString() : null,
  };
};

/** Where requests are kept. Single reads are strong; `waiting` comes from an index. */
export interface DataRequests {
  readonly read: (ikmId: string, requestId: string) => Promise<DataRequest | undefined>;
  readonly ofIkm: (ikmId: string) => Promise<readonly DataRequest[]>;
  /** `conflict` when it is not as it was read. */
  readonly write: (after: DataRequest, before: DataRequest | undefined) => Promise<'written' | 'conflict'>;
  /** Those that wait in these areas, the oldest of each province first. */
  readonly waiting: (areas: readonly string[], limit: number) => Promise<readonly DataRequest[]>;
}

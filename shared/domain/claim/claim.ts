import * as z from 'zod';
import { Nik } from '../identity/nik.ts';
import { ClaimId, IkmId } from '../ids.ts';
import { Nib } from '../ikm/ikm.ts';
import { Role } from '../member/member.ts';
import { PlaceCode } from '../region/region-code.ts';
import { line, lines } from '../text.ts';
import { IsoInstant } from '../time.ts';

/** How long a claim waits for the office that enrolled the firm. */
export const waitMs = 30 * 86_400_000;
/** How long anything is kept of it. */
export const keepMs = 90 * 86_400_000;

/** The body of a claim: which firm at which site, as it was tried to be enrolled. The number is only looked up, never kept. */
export const ClaimBody = z
  .strictObject({
    claimId: ClaimId,
    nik: Nik.refine((text) => /^\d{16}$/.test(text), {
      params: {
        code: 'masked',
        message: { id: 'Tulis NIK lengkap, 16 angka.', en: 'Write the NIK in full, 16 digits.' },
      },
    }).optional(),
    nib: Nib.optional(),
    regionCode: PlaceCode,
    address: lines(500).meta({ description: 'Of the production site' }),
    reason: lines(500).meta({ description: 'Why you want to coach it too; the office that enrolled it reads this' }),
  })
  .refine(({ nik, nib }) => nik !== undefined || nib !== undefined, {
    path: ['nik'],
    params: { code: 'nik-or-nib', message: { id: 'Isi NIK atau NIB.', en: 'Give the NIK or the NIB.' } },
  });
export type ClaimBody = z.infer<typeof ClaimBody>;

/** What the office decided. `submitted` until then. */
const ClaimState = z.enum(['submitted', 'approved', 'refused']);

/** A claim as stored. */
export const Claim = z.object({
  claimId: ClaimId,
  etag: z.string(),
  createdWith: z.string(),
  state: ClaimState,
  /** The membership that asks, and the token subject of who filed it. */
  memberId: z.string(),
  filedBy: z.string(),
  /** The reason, under a key of the claim's own. */
  sealed: z.record(z.string(), z.string()),
  /** The firm meant; absent when nobody enrolled it, which its claimant is not told. */
  ikmId: IkmId.optional(),
  regionCode: z.string().optional(),
  filedAt: IsoInstant,
  waitsUntil: IsoInstant,
  decided: z.object({ by: z.string(), at: IsoInstant, reasons: z.array(z.string()) }).optional(),
});
export type Claim = z.infer<typeof Claim>;

/** Shown instead of `submitted` once nobody decided in time, be it that there is no such firm. */
const ShownState = z.enum([...ClaimState.options, 'lapsed']);

export const shownStateOf = ({ state, waitsUntil }: Claim, now: IsoInstant): z.infer<typeof ShownState> =>
  state === 'submitted' && waitsUntil <= now ? 'lapsed' : state;

/** A claim as its claimant sees it: of the firm nothing, unless it was approved. */
export const FiledClaimView = z.strictObject({
  claimId: ClaimId,
  state: ShownState,
  filedAt: z.string(),
  waitsUntil: z.string(),
  ikmId: IkmId.optional().meta({ description: 'Once approved: the firm, now in your scope' }),
  reasons: z.array(z.string()),
});
export type FiledClaimView = z.infer<typeof FiledClaimView>;

export const toFiledView = (claim: Claim, now: IsoInstant): FiledClaimView => ({
  claimId: claim.claimId,
  state: shownStateOf(claim, now),
  filedAt: claim.filedAt,
  waitsUntil: claim.waitsUntil,
  ...(claim.state === 'approved' && claim.ikmId !== undefined ? { ikmId: claim.ikmId } : {}),
  reasons: claim.decided?.reasons ?? [],
});

/** A claim as the office that enrolled the firm sees it: who asks, and why. */
export const IncomingClaimView = z.strictObject({
  claimId: ClaimId,
  etag: z.string(),
  state: ShownState,
  ikmId: IkmId,
  claimant: z.strictObject({ name: z.string(), role: Role.optional(), instansi: z.string().optional() }),
  reason: z.string(),
  filedAt: z.string(),
  waitsUntil: z.string(),
  reasons: z.array(z.string()),
});
export type IncomingClaimView = z.infer<typeof IncomingClaimView>;

/** What the office says. */
export const ClaimDecision = z
  .strictObject({
    decision: z.enum(['approve', 'refuse']),
    reasons: z.array(line(300)).max(10).default([]),
  })
  .refine(({ decision, reasons }) => decision === 'approve' || reasons.length > 0, {
    path: ['reasons'],
    params: {
      code: 'reasons-missing',
      message: { id: 'Tulis alasan penolakan.', en: 'Say why it is refused.' },
    },
  });
export type ClaimDecision = z.infer<typeof ClaimDecision>;

import * as z from 'zod';
import type { Sealed } from '../identity/sealer.ts';
import { IkmId } from '../ids.ts';
import { isAllowed, type Caller, type Place } from '../member/member.ts';
import { nextEtag } from '../save.ts';
import { line } from '../text.ts';
import { IsoInstant, toIso, type Clock } from '../time.ts';
import { untilWritten } from '../until-written.ts';

/** Purposes that rest on consent (UU 27/2022, Art. 20(2)a): what of them is not agreed to is not done. */
export const ConsentPurpose = z.enum(['publishing', 'messages']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

/** How the word was given. */
const ConsentWay = z.enum(['code', 'signed-photo', 'witness', 'own-sign-in']);

/** Of the text that people agree to now. */
export const textVersion = '2026-11';

/** The body of a PUT. */
export const PurposeConsentBody = z
  .strictObject({
    version: line(50).meta({ description: 'Of the text that was agreed to', example: textVersion }),
    at: z.iso.datetime().meta({ description: 'When the owner said it' }),
    way: ConsentWay,
    by: line(150).meta({ description: 'Who said it, and with `witness` who stands witness; kept sealed' }),
    paperId: z
      .string()
      .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
      .optional()
      .meta({ description: 'The photo of the signed form among the papers' }),
  })
  .refine(({ way, paperId }) => way !== 'signed-photo' || paperId !== undefined, {
    path: ['paperId'],
    params: {
      code: 'paper-missing',
      message: {
        id: 'Unggah foto formulir yang ditandatangani, lalu sebut nomor berkasnya.',
        en: 'Upload the photo of the signed form and name its paper.',
      },
    },
  });
export type PurposeConsentBody = z.infer<typeof PurposeConsentBody>;

const said = {
  agreed: z.boolean(),
  version: z.string(),
  at: IsoInstant,
  way: ConsentWay,
  paperId: z.string().optional(),
  /** Token subject of who wrote it down, and when. */
  recordedBy: z.string(),
  recordedAt: IsoInstant,
};

/** The person's word for one purpose as kept, with what was said before, oldest first. */
export const PurposeConsent = z.object({
  ikmId: IkmId,
  purpose: ConsentPurpose,
  ...said,
  sealed: z.record(z.string(), z.string()),
  history: z.array(z.object(said)),
  etag: z.string(),
});
export type PurposeConsent = z.infer<typeof PurposeConsent>;

/** As shown. */
export const PurposeConsentView = z.strictObject({
  ikmId: IkmId,
  purpose: ConsentPurpose,
  agreed: z.boolean(),
  version: z.string().nullable(),
  at: z.string().nullable(),
  way: ConsentWay.nullable(),
  by: z.string().nullable(),
  paperId: z.string().nullable(),
  recordedAt: z.string().nullable().meta({ description: 'Null when nothing was ever said' }),
  history: z.array(
    z.strictObject({
      agreed: z.boolean(),
      version: z.string(),
      at: z.string(),
      way: ConsentWay,
      recordedAt: z.string(),
    }),
  ),
});
export type PurposeConsentView = z.infer<typeof PurposeConsentView>;

/** Words before the present one that are kept. */
const keptWords = 50;

/** What one says now. */
export type Word = Pick<PurposeConsent, 'agreed' | 'version' | 'at' | 'way' | 'paperId'> & { readonly sealed: Sealed };

/** The row after a new word. */
export const say = (
  of: Pick<PurposeConsent, 'ikmId' | 'purpose'>,
  word: Word,
  before: PurposeConsent | undefined,
  { caller, nowMs }: { readonly caller: Caller; readonly nowMs: number },
): PurposeConsent => {
  const {
    sealed: _sealed,
    history = [],
    etag,
    ikmId: _ikm,
    purpose: _purpose,
    ...last
  } = before ?? { etag: undefined };
  return {
    ...of,
    ...word,
    sealed: { ...word.sealed },
    recordedBy: caller.subject,
    recordedAt: toIso(nowMs),
    history: [...history, ...('at' in last ? [last] : [])].slice(-keptWords),
    etag: nextEtag(etag),
  };
};

/** Where words are kept, strongly read. */
export interface PurposeConsents {
  readonly read: (ikmId: string, purpose: ConsentPurpose) => Promise<PurposeConsent | undefined>;
  /** `conflict` when somebody else said something since `before` was read. */
  readonly write: (after: PurposeConsent, before: PurposeConsent | undefined) => Promise<'written' | 'conflict'>;
}

/** @throws ProblemError `conflict` */
export type AgreeToPublishing = (caller: Caller, place: Place & { readonly ikmId: IkmId }) => Promise<void>;

/**
 * Writes down that the owner agrees to be published, before anything is: wanting a product on sale, or the public page, says
 * so. The owner's own wish is their word; another's makes them its witness, and never stands against the owner who withdrew.
 * @throws ProblemError `conflict`
 */
export const agreeToPublishing =
  (purposes: PurposeConsents, clock: Clock): AgreeToPublishing =>
  async (caller, place) => {
    const isOwner = isAllowed(caller, place, ['pemilik']);
    const of = { ikmId: place.ikmId, purpose: 'publishing' } as const;
    await untilWritten(async () => {
      const before = await purposes.read(of.ikmId, of.purpose);
      if (before?.agreed === true || (before !== undefined && !isOwner)) return 'written';
      const nowMs = clock();
      const word: Word = {
        agreed: true,
        version: textVersion,
        at: toIso(nowMs),
        way: isOwner ? 'own-sign-in' : 'witness',
        sealed: {},
      };
      return purposes.write(say(of, word, before, { caller, nowMs }), before);
    });
  };

/**
 * Writes down that the owner withdraws: by themselves, or told to `caller`. What rests on the consent ends; again: no change.
 * @throws ProblemError `conflict`
 */
export const withdrawConsent =
  (purposes: PurposeConsents, clock: Clock) =>
  (caller: Caller, place: Place & { readonly ikmId: IkmId }, purpose: ConsentPurpose): Promise<PurposeConsent> =>
    untilWritten(async () => {
      const before = await purposes.read(place.ikmId, purpose);
      if (before?.agreed === false) return before;
      const nowMs = clock();
      const word: Word = {
        agreed: false,
        version: before?.version ?? textVersion,
        at: toIso(nowMs),
        way: isAllowed(caller, place, ['pemilik']) ? 'own-sign-in' : 'witness',
        sealed: {},
      };
      const after = say({ ikmId: place.ikmId, purpose }, word, before, { caller, nowMs });
      return (await purposes.write(after, before)) === 'conflict' ? 'conflict' : after;
    });

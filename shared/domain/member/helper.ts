import * as z from 'zod';
import { MemberId, PaperId } from '../ids.ts';
import { line } from '../text.ts';
import { IsoInstant } from '../time.ts';
import { Role } from './member.ts';
import type { StoredMember } from './member-repository.ts';

/** How the owner said yes: on their own screen, by a code read out to the helper, on a photographed paper, before a witness. */
const ConsentWay = z.enum(['sign-in', 'code', 'signed-photo', 'witness']);

const said = {
  version: line(50).meta({ description: 'Which text was agreed to' }),
} as const;
const evidence = {
  ...said,
  at: z.iso.datetime().meta({ description: 'When the owner said so' }),
  by: line(150).meta({ description: 'Who said so, or who witnessed it' }),
} as const;

/** The body of a PUT: on what the helper's acting rests. */
export const HelperBody = z.strictObject({
  consent: z.discriminatedUnion('way', [
    z.strictObject({ way: z.literal('sign-in'), ...said }),
    z.strictObject({ way: z.literal('code'), ...said, code: z.string().regex(/^\d{6}$/) }),
    z.strictObject({
      way: z.literal('signed-photo'),
      ...evidence,
      paperId: PaperId.meta({ description: 'The photographed paper' }),
    }),
    z.strictObject({ way: z.literal('witness'), ...evidence }),
  ]),
});
export type HelperBody = z.infer<typeof HelperBody>;

/** What an owner said to a helper's acting for them, as stored; `by` is sealed under the IKM's key. */
export const HelperConsent = z.object({
  ikmId: z.string(),
  memberId: z.string(),
  etag: z.string(),
  given: z
    .object({
      version: z.string(),
      way: ConsentWay,
      at: z.string(),
      sealed: z.record(z.string(), z.string()),
      paperId: z.string().optional(),
      /** Token subject of who recorded it. */
      recordedBy: z.string(),
      recordedAt: IsoInstant,
    })
    .optional(),
  /** `owner`: said by the owner, against whom nobody is witness. */
  withdrawn: z.object({ by: z.string(), at: IsoInstant, owner: z.literal(true).optional() }).optional(),
});
export type HelperConsent = z.infer<typeof HelperConsent>;

/** Name of the sealed field. */
export const sealedBy = 'helperConsentBy';

/** Somebody who acts for an IKM, or for all of a sentra, since when. */
export const TeamMember = z.object({ memberId: z.string(), placeId: z.string(), since: z.string() });
export type TeamMember = z.infer<typeof TeamMember>;

/** A helper as owner and officers see them. */
export const HelperView = z.strictObject({
  memberId: MemberId,
  name: z.string(),
  role: Role,
  instansi: z.string().optional(),
  through: z.enum(['name', 'sentra', 'claim']).meta({
    description:
      'name: named for this IKM · sentra: serves its whole sentra · claim: an office whose claim was approved',
  }),
  since: z.string(),
  to: z.string().optional(),
  consent: z
    .strictObject({
      version: z.string(),
      way: ConsentWay,
      at: z.string(),
      by: z.string().optional(),
      paperId: z.string().optional(),
    })
    .nullable()
    .meta({ description: "The owner's consent; null: belum dicatat (not recorded)" }),
});
export type HelperView = z.infer<typeof HelperView>;

/** A code on its way, as the owner sees it. */
export const HelperCodeView = z.strictObject({
  memberId: MemberId,
  name: z.string(),
  instansi: z.string().optional(),
  code: z.string().meta({ description: 'To be read out to the helper', example: '204816' }),
  expiresAt: z.string(),
});
export type HelperCodeView = z.infer<typeof HelperCodeView>;

/** A code as stored: its digits are made anew from the nonce whenever they are needed. */
export interface HelperCode {
  readonly ikmId: string;
  readonly memberId: string;
  readonly etag: string;
  readonly nonce: string;
  readonly expiresAtMs: number;
  /** Wrong guesses and right ones. */
  readonly tries: number;
}

/** Who acts for a place, what owners said to it, and codes on their way. */
export interface Teams {
  readonly membersOf: (placeId: string) => Promise<readonly TeamMember[]>;
  readonly consentsOf: (ikmId: string) => Promise<readonly HelperConsent[]>;
  /** Helpers of these areas' IKMs whose owners' consent must still be recorded, those longest waiting first within each area. */
  readonly unheardIn: (areas: readonly string[], limit: number) => Promise<readonly TeamMember[]>;
  readonly consent: (ikmId: string, memberId: string) => Promise<HelperConsent | undefined>;
  /** Writes a consent and the membership it changes, both or neither. False when one was written meanwhile. */
  readonly decide: (
    consent: HelperConsent,
    before: HelperConsent | undefined,
    membership: { readonly member: StoredMember; readonly before: StoredMember },
  ) => Promise<boolean>;
  readonly codesOf: (ikmId: string) => Promise<readonly HelperCode[]>;
  readonly code: (ikmId: string, memberId: string) => Promise<HelperCode | undefined>;
  /** `before` undefined: in place of whatever code there was. False when it was written meanwhile. */
  readonly saveCode: (code: HelperCode, before: HelperCode | undefined) => Promise<boolean>;
}

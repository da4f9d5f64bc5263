import * as z from 'zod';
import { AccountId, IkmId } from '../ids.ts';
import { IsoInstant } from '../time.ts';

/** An owner's word on being sold by a joint shop. */
export const ConsentBody = z.strictObject({
  agreed: z.boolean().meta({ description: 'False withdraws it: nothing more of this IKM is sent to the shop' }),
  version: z.string().trim().min(1).max(40).optional().meta({ description: 'Of the text that was agreed to' }),
});
export type ConsentBody = z.infer<typeof ConsentBody>;

/** As kept: who said it (token subject) and when. */
export const Consent = z.object({
  accountId: AccountId,
  ikmId: IkmId,
  agreed: z.boolean(),
  version: z.string().optional(),
  /** Said by the owner or their mentor, or taken by somebody in the office who stands witness to it. */
  how: z.enum(['own', 'witness']).default('own'),
  at: IsoInstant,
  by: z.string(),
  etag: z.string(),
});
export type Consent = z.infer<typeof Consent>;

/** As shown. */
export const ConsentView = z.strictObject({
  accountId: AccountId,
  ikmId: IkmId,
  agreed: z.boolean(),
  version: z.string().nullable(),
  how: z.enum(['own', 'witness']).nullable().meta({
    description: '`own`: said by the owner or mentor; `witness`: taken by an officer, until the owner says otherwise',
  }),
  at: IsoInstant.nullable().meta({ description: 'When it was last said; null when never' }),
});

export const consentView = (
  of: Pick<Consent, 'accountId' | 'ikmId'>,
  consent: Consent | undefined,
): z.infer<typeof ConsentView> => ({
  accountId: of.accountId,
  ikmId: of.ikmId,
  agreed: consent?.agreed ?? false,
  version: consent?.version ?? null,
  how: consent?.how ?? null,
  at: consent?.at ?? null,
});

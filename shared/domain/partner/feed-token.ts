import * as z from 'zod';
import { line } from '../text.ts';
import { IsoInstant } from '../time.ts';

const tokenId = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);

export const FeedTokenBody = z.strictObject({
  tokenId: tokenId.meta({ description: 'ULID made by the client' }),
  label: line(60).optional().meta({ description: 'What it is for, e.g. "Merchant Center"' }),
});
export type FeedTokenBody = z.infer<typeof FeedTokenBody>;

/** A token that fetches a feed, without its secret. */
export const FeedToken = z.object({
  tokenId: z.string(),
  label: z.string().optional(),
  createdAt: IsoInstant,
  revokedAt: IsoInstant.optional(),
});
export type FeedToken = z.infer<typeof FeedToken>;

export const FeedTokenView = z.strictObject({
  tokenId,
  label: z.string().nullable(),
  createdAt: IsoInstant,
  revokedAt: IsoInstant.nullable(),
});

export const feedTokenView = ({
  tokenId: id,
  label,
  createdAt,
  revokedAt,
}: FeedToken): z.infer<typeof FeedTokenView> => ({
  tokenId: id,
  label: label ?? null,
  createdAt,
  revokedAt: revokedAt ?? null,
});

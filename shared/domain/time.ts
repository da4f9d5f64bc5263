import * as z from 'zod';

/** An instant as ISO 8601 UTC with milliseconds, e.g. `2026-11-22T08:00:00.000Z`: sorts as text. */
export const IsoInstant = z.iso.datetime({ precision: 3 }).brand<'IsoInstant'>();
export type IsoInstant = z.infer<typeof IsoInstant>;

/** Whole seconds since 1970: what DynamoDB's expiry attribute and Shopee's timestamps take. */
export const EpochSeconds = z.int().nonnegative().brand<'EpochSeconds'>();
export type EpochSeconds = z.infer<typeof EpochSeconds>;

/** The present, passed in so that tests own it. Milliseconds since 1970. */
export type Clock = () => number;

/** Milliseconds since 1970 → instant. */
export const toIso = (ms: number): IsoInstant => IsoInstant.parse(new Date(ms).toISOString());

/** Milliseconds since 1970 → whole seconds, rounded down. */
export const toEpochSeconds = (ms: number): EpochSeconds => EpochSeconds.parse(Math.floor(ms / 1000));

/** Western Indonesian time is ahead of UTC by this many milliseconds: laws and certificates count days there. */
export const jakartaMs = 7 * 3_600_000;

/** The day in Jakarta, `YYYY-MM-DD`. */
export const jakartaDayOf = (ms: number): string => new Date(ms + jakartaMs).toISOString().slice(0, 10);

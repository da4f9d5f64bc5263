import { jakartaMs } from '../time.ts';

/** Milliseconds of a day. */
export const dayMs = 86_400_000;

/** First moment of a day (`YYYY-MM-DD`) in Jakarta, where laws and certificates count days; in milliseconds since 1970. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - jakartaMs;

/** First moment after a certificate's last day; never for one without such a day. */
export const endOfDay = (day: string | undefined): number => (day === undefined ? Infinity : startOfDay(day) + dayMs);

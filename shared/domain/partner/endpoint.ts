import { randomBytes } from 'node:crypto';
import * as z from 'zod';

/** Where a partner is called and the secrets we share with it; kept sealed as the access token of its account. */
export const Endpoint = z.object({
  /** Absent for a partner that only fetches feeds. */
  url: z.string().optional(),
  /** Newest first; one that was replaced stays valid until `endsAtMs`. */
  secrets: z.array(z.object({ secret: z.string(), endsAtMs: z.number().optional() })).min(1),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** An endpoint as it stands in the sealed access token. @throws ZodError, SyntaxError for a text that is none */
export const endpointOf = (accessToken: string): Endpoint => Endpoint.parse(JSON.parse(accessToken));

/** A signing secret of 32 random bytes (Standard Webhooks asks for 24 to 64). */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** How long a replaced secret stays valid, in milliseconds. */
export const overlapMs = 24 * 3_600_000;
/** Secrets kept at most: each signs every message. */
const mostSecrets = 4;

/** Secrets that sign and verify now, newest first. */
export const activeSecrets = ({ secrets }: Endpoint, nowMs: number): readonly string[] =>
  secrets.filter(({ endsAtMs }) => endsAtMs === undefined || endsAtMs > nowMs).map(({ secret }) => secret);

/** The endpoint with a new secret first; those before it end after the overlap at the latest. */
export const rotated = (endpoint: Endpoint, secret: string, nowMs: number): Endpoint => ({
  ...endpoint,
  secrets: [
    { secret },
    ...endpoint.secrets
      .filter(({ endsAtMs }) => endsAtMs === undefined || endsAtMs > nowMs)
      .map((each) => ({ ...each, endsAtMs: Math.min(each.endsAtMs ?? Infinity, nowMs + overlapMs) })),
  ].slice(0, mostSecrets),
});

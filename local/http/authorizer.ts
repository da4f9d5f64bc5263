import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import type { PlannedRoute } from '../template/plan.ts';

/** Claims as text, or undefined when the token is not to be trusted. */
export type Authorize = (
  authorization: string | undefined,
  expected: NonNullable<PlannedRoute['authorizer']>,
) => Promise<Readonly<Record<string, string>> | undefined>;

/** API Gateway hands claims on as text: lists as `[a b]`. */
const asText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(String).join(' ')}]`;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
};

/** The JWT authorizer of an HTTP API: signature (RS256), issuer, audience or client_id, expiry, not-before. */
export const createAuthorize = (keys: JSONWebKeySet): Authorize => {
  const keySet = createLocalJWKSet(keys);
  return async (authorization, { issuer, audience }) => {
    const token = (authorization ?? '').replace(/^Bearer\s+/i, '');
    if (token === '') return undefined;
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'iat'],
      });
      // aud if there is one, else client_id
      const claimed = payload.aud ?? payload['client_id'];
      const values = Array.isArray(claimed) ? claimed : [claimed];
      if (!values.some((value) => typeof value === 'string' && audience.includes(value))) return undefined;
      return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asText(value)]));
    } catch {
      return undefined;
    }
  };
};

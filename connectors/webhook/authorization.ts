import { randomUUID } from 'node:crypto';
import { newSecret, type Endpoint } from '../../shared/domain/partner/endpoint.ts';
import type { Authorization, Grant } from '../connector.ts';

const yearMs = 365 * 86_400_000;

/** A partner's grant lasts until it is taken back. The endpoint stands where others have a token, so it is sealed as one. */
const grantOf = (shopId: string, endpoint: string, nowMs: number): Grant => ({
  shopId,
  shopName: '',
  accessToken: endpoint,
  accessTokenEndsAtMs: nowMs + 10 * yearMs,
  refreshToken: endpoint,
  refreshTokenEndsAtMs: nowMs + 20 * yearMs,
  authorizationEndsAtMs: nowMs + 20 * yearMs,
});

/**
 * Partners are saved by officers (`PUT /v1/partners/{partnerId}`), not authorized. What stands here makes an account of the
 * marketplace below the connector's own base URL: the simulator, whose console takes our secret in one call.
 */
export const authorization: Authorization = {
  url: (_app, _baseUrl, redirectUrl) => {
    const back = new URL(redirectUrl);
    back.searchParams.set('code', randomUUID());
    return back.href;
  },
  exchange: async ({ baseUrl, fetch, clock, signal }, { code }) => {
    if (code === undefined || !/^[\w-]{1,60}$/u.test(code))
      return {
        kind: 'rejected',
        marketplaceCode: 'no-code',
        problems: [
          {
            code: 'authorization-failed',
            path: '',
            message: { id: 'Penyambungan tidak lengkap.', en: 'The connection is not complete.' },
            fix: { id: 'Tekan Sambungkan sekali lagi.', en: 'Press Connect once more.' },
            severity: 'block',
          },
        ],
      };
    const secret = newSecret();
    const endpoint: Endpoint = { url: `${baseUrl}/hooks/${code}`, secrets: [{ secret }] };
    try {
      const { ok } = await fetch(`${baseUrl}/_endpoint/${code}`, {
        method: 'PUT',
        redirect: 'manual',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secrets: [secret] }),
        signal,
      });
      if (!ok) return { kind: 'retry', reason: 'console-refused' };
    } catch {
      return { kind: 'retry', reason: 'console-unreachable' };
    }
    return { kind: 'ok', value: grantOf(code, JSON.stringify(endpoint), clock()) };
  },
  refresh: ({ clock }, shopId, refreshToken) =>
    Promise.resolve({ kind: 'ok', value: grantOf(shopId, refreshToken, clock()) }),
};

import type { AppSession, Authorization, CallResult, Grant, Session } from '../connector.ts';
import { authHostOf, call } from './client.ts';
import { createToken, getSeller, refreshToken as refreshTokenCall } from './endpoints.ts';
import { Seller, Token } from './schemas.ts';
import { lazadaAppOf } from './sign.ts';

const country = 'id';

const refused = (id: string, en: string): CallResult<never> => ({
  kind: 'rejected',
  marketplaceCode: 'redirect',
  problems: [
    {
      code: 'authorization-failed',
      path: '',
      message: { id, en },
      fix: {
        id: 'Ulangi menghubungkan toko dengan akun penjual Lazada Indonesia.',
        en: 'Connect again with a seller account of Lazada Indonesia.',
      },
      severity: 'block',
    },
  ],
});

const sellerIdOf = (token: Token): string | undefined => {
  const users = [...token.country_user_info, ...token.country_user_info_list];
  const own = users.find((user) => user.country.toLowerCase() === country);
  return own === undefined || own.seller_id === '' ? undefined : own.seller_id;
};

/**
 * Ends of what was granted. A refresh token cannot itself be refreshed: it ends with the grant. Under a Service-Market
 * subscription there is none (`refresh_expires_in` 0); the access token then lasts as long as the subscription.
 */
const endsOf = (
  token: Token,
  nowMs: number,
): Pick<Grant, 'accessTokenEndsAtMs' | 'refreshTokenEndsAtMs' | 'authorizationEndsAtMs'> => {
  const access = nowMs + token.expires_in * 1000;
  const refresh = Math.max(access, nowMs + token.refresh_expires_in * 1000);
  return { accessTokenEndsAtMs: access, refreshTokenEndsAtMs: refresh, authorizationEndsAtMs: refresh };
};

/** The shop's name; tokens must not be lost because this read failed. */
const nameOf = async (session: Session): Promise<string> => {
  const seller = await call(session, getSeller, {}, Seller);
  return seller.kind === 'ok' ? seller.value.data.name || seller.value.data.name_company : '';
};

/** Guide "Seller authorization introduction"; the same link serves a Service-Market app once the seller has subscribed. */
export const authorization: Authorization = {
  url: (app, baseUrl, redirectUrl) => {
    const query = new URLSearchParams({
      response_type: 'code',
      force_auth: 'true',
      redirect_uri: redirectUrl,
      client_id: lazadaAppOf(app).appKey,
      country,
    });
    return `${authHostOf(baseUrl)}/oauth/authorize?${query.toString()}`;
  },

  exchange: async (session: AppSession, { code }): Promise<CallResult<Grant>> => {
    if (code === undefined || code === '')
      return refused('Lazada tidak mengirim persetujuan toko.', 'Lazada did not send an authorization.');
    const nowMs = session.clock();
    const answer = await call(session, createToken, { parameters: { code } }, Token);
    if (answer.kind !== 'ok') return answer;
    const token = answer.value;
    const shopId = sellerIdOf(token);
    if (shopId === undefined)
      return refused('Akun ini tidak punya toko di Lazada Indonesia.', 'This account has no shop at Lazada Indonesia.');
    return {
      kind: 'ok',
      value: {
        shopId,
        shopName: await nameOf({ ...session, shopId, accessToken: token.access_token }),
        accessToken: token.access_token,
        refreshToken: token.refresh_token,
        ...endsOf(token, nowMs),
      },
    };
  },

  refresh: async (session, shopId, refreshToken) => {
    if (refreshToken === '') return { kind: 'account-lost', reason: 'The Service-Market subscription ended.' };
    const nowMs = session.clock();
    const answer = await call(session, refreshTokenCall, { parameters: { refresh_token: refreshToken } }, Token);
    if (answer.kind !== 'ok') return answer;
    const token = answer.value;
    return {
      kind: 'ok',
      value: {
        shopId: sellerIdOf(token) ?? shopId,
        shopName: '',
        accessToken: token.access_token,
        // not every answer repeats a token that stays as it is
        refreshToken: token.refresh_token === '' ? refreshToken : token.refresh_token,
        ...endsOf(token, nowMs),
      },
    };
  },
};

import type { AppSession, Authorization, CallResult } from '../connector.ts';
import { authHostOf, call } from './client.ts';
import { packCredentials, unpackCredentials } from './credentials.ts';
import { getAuthorizedShops, getToken, refreshToken as refreshTokenCall } from './endpoints.ts';
import { problem } from './problems.ts';
import { AuthorizedShops, Tokens } from './schemas.ts';
import { shopAppOf } from './sign.ts';

const refused = (id: string, en: string): CallResult<never> => ({
  kind: 'rejected',
  marketplaceCode: 'redirect',
  problems: [
    problem(
      'authorization-failed',
      '',
      [id, en],
      ['Ulangi menghubungkan toko, dengan satu toko Indonesia.', 'Connect again, with one Indonesian shop.'],
    ),
  ],
});

const afterGrant = 'TikTok Shop gave tokens but would not tell the shop.';

export const authorization: Authorization = {
  /**
   * TikTok leads back to the address registered for the app, with our `state`; `redirect_uri` is beside its contract and
   * tells the simulator what the console would know.
   */
  url: (app, baseUrl, redirectUrl) => {
    const query = new URLSearchParams({
      app_key: shopAppOf(app).appKey,
      state: new URL(redirectUrl).searchParams.get('state') ?? '',
      redirect_uri: redirectUrl,
    });
    return `${authHostOf(baseUrl)}/oauth/authorize?${query.toString()}`;
  },

  /** The redirect carries `code`; the shop and its cipher are asked for with the new token. */
  exchange: async (session: AppSession, query) => {
    const code = query['code'];
    if (code === undefined || code === '') {
      return refused('TikTok Shop tidak mengirim persetujuan toko.', 'TikTok Shop did not send an authorization.');
    }
    const answer = await call(session, getToken, { query: { auth_code: code, grant_type: 'authorized_code' } }, Tokens);
    if (answer.kind !== 'ok') return answer;
    const tokens = answer.value;
    const granted = { ...session, shopId: '', accessToken: tokens.access_token };
    const listed = await call(granted, getAuthorizedShops, {}, AuthorizedShops);
    // the code is spent, so the owner has to come again
    if (listed.kind === 'retry') return { kind: 'unknown', reason: afterGrant };
    if (listed.kind !== 'ok') return listed;
    const shops = listed.value.shops.filter(({ region }) => region === 'ID');
    const [shop, ...others] = shops;
    if (shop === undefined || others.length > 0) {
      return refused(
        'Akun ini tidak punya tepat satu toko di Indonesia.',
        'This account does not have exactly one shop in Indonesia.',
      );
    }
    return {
      kind: 'ok',
      value: {
        shopId: shop.id,
        shopName: shop.name || tokens.seller_name,
        accessToken: packCredentials({ token: tokens.access_token, cipher: shop.cipher }),
        accessTokenEndsAtMs: tokens.access_token_expire_in * 1000,
        refreshToken: packCredentials({ token: tokens.refresh_token, cipher: shop.cipher }),
        refreshTokenEndsAtMs: tokens.refresh_token_expire_in * 1000,
        authorizationEndsAtMs: tokens.refresh_token_expire_in * 1000,
      },
    };
  },

  refresh: async (session, shopId, refreshToken) => {
    const { token, cipher } = unpackCredentials(refreshToken);
    const answer = await call(
      session,
      refreshTokenCall,
      { query: { refresh_token: token, grant_type: 'refresh_token' } },
      Tokens,
    );
    if (answer.kind !== 'ok') return answer;
    const tokens = answer.value;
    return {
      kind: 'ok',
      value: {
        shopId,
        shopName: '',
        accessToken: packCredentials({ token: tokens.access_token, cipher }),
        accessTokenEndsAtMs: tokens.access_token_expire_in * 1000,
        refreshToken: packCredentials({ token: tokens.refresh_token, cipher }),
        refreshTokenEndsAtMs: tokens.refresh_token_expire_in * 1000,
        authorizationEndsAtMs: tokens.refresh_token_expire_in * 1000,
      },
    };
  },
};

import { toEpochSeconds } from '../../shared/domain/time.ts';
import type { AppSession, Authorization, CallResult, Grant, Session } from '../connector.ts';
import { call } from './client.ts';
import { getShopInfo, getToken, refreshToken as refreshTokenCall } from './endpoints.ts';
import { NewToken, RefreshedToken, ShopInfo } from './schemas.ts';
import { partnerAppOf, signRequest } from './sign.ts';

const authorizePath = '/api/v2/shop/auth_partner';
const day = 86_400_000;
/** "Each refresh_token is valid for 30 days" (public.refresh_access_token). */
const refreshTokenLifeMs = 30 * day;
/** "a period of up to 365 days" (guide "Authorization and Authentication"). */
const authorizationLifeMs = 365 * day;
/** The document of get_access_token shows an instant where its text says a duration. */
const earliestInstant = 1_000_000_000;

const tokenEndMs = (expireIn: number, nowMs: number): number =>
  expireIn >= earliestInstant ? expireIn * 1000 : nowMs + expireIn * 1000;

const refused = (id: string, en: string): CallResult<never> => ({
  kind: 'rejected',
  marketplaceCode: 'redirect',
  problems: [
    {
      code: 'authorization-failed',
      path: '',
      message: { id, en },
      fix: {
        id: 'Ulangi menghubungkan toko, dan pilih satu toko saja.',
        en: 'Connect the shop again, and choose one shop only.',
      },
      severity: 'block',
    },
  ],
});

const isId = (text: string | undefined): text is string => text !== undefined && /^\d{1,19}$/.test(text);

/** The shop's name and the grant's end; tokens must not be lost because this read failed. */
const describeShop = async (session: Session): Promise<Pick<Grant, 'shopName' | 'authorizationEndsAtMs'>> => {
  const info = await call(session, getShopInfo, {}, ShopInfo);
  const endsAt = info.kind === 'ok' ? info.value.expire_time : undefined;
  return {
    shopName: info.kind === 'ok' ? info.value.shop_name : '',
    authorizationEndsAtMs:
      endsAt === undefined || endsAt === null || endsAt === 0 ? session.clock() + authorizationLifeMs : endsAt * 1000,
  };
};

export const authorization: Authorization = {
  url: (app, baseUrl, redirectUrl, nowMs) => {
    const partner = partnerAppOf(app);
    const timestamp = toEpochSeconds(nowMs);
    const query = new URLSearchParams({
      partner_id: partner.partnerId,
      timestamp: String(timestamp),
      sign: signRequest(partner, { path: authorizePath, timestamp }),
      redirect: redirectUrl,
    });
    return `${baseUrl}${authorizePath}?${query.toString()}`;
  },

  /** The redirect carries `code` and `shop_id`, or `main_account_id` when a main account agreed for its shops. */
  exchange: async (session: AppSession, query): Promise<CallResult<Grant>> => {
    const { code, shop_id: shopId, main_account_id: mainAccountId } = query;
    if (code === undefined || code === '' || (!isId(shopId) && !isId(mainAccountId))) {
      return refused('Shopee tidak mengirim persetujuan toko.', 'Shopee did not send an authorization.');
    }
    const { partnerId } = partnerAppOf(session.app);
    const holder = isId(shopId) ? { shop_id: BigInt(shopId) } : { main_account_id: BigInt(mainAccountId ?? 0) };
    const nowMs = session.clock();
    const answer = await call(
      session,
      getToken,
      { body: { code, partner_id: BigInt(partnerId), ...holder } },
      NewToken,
    );
    if (answer.kind !== 'ok') return answer;
    const token = answer.value;
    const shops = isId(shopId) ? [shopId] : token.shop_id_list;
    const [shop, ...others] = shops;
    if (shop === undefined || others.length > 0) {
      return refused('Pilih tepat satu toko untuk dihubungkan.', 'Choose exactly one shop to connect.');
    }
    return {
      kind: 'ok',
      value: {
        shopId: shop,
        accessToken: token.access_token,
        accessTokenEndsAtMs: tokenEndMs(token.expire_in, nowMs),
        refreshToken: token.refresh_token,
        refreshTokenEndsAtMs: nowMs + refreshTokenLifeMs,
        ...(await describeShop({ ...session, shopId: shop, accessToken: token.access_token })),
      },
    };
  },

  refresh: async (session, shopId, refreshToken) => {
    const { partnerId } = partnerAppOf(session.app);
    const nowMs = session.clock();
    const answer = await call(
      session,
      refreshTokenCall,
      { body: { refresh_token: refreshToken, partner_id: BigInt(partnerId), shop_id: BigInt(shopId) } },
      RefreshedToken,
    );
    if (answer.kind !== 'ok') return answer;
    return {
      kind: 'ok',
      value: {
        shopId,
        shopName: '',
        accessToken: answer.value.access_token,
        accessTokenEndsAtMs: tokenEndMs(answer.value.expire_in, nowMs),
        refreshToken: answer.value.refresh_token,
        refreshTokenEndsAtMs: nowMs + refreshTokenLifeMs,
        // a refresh does not tell; the end of the grant stays as it was
        authorizationEndsAtMs: 0,
      },
    };
  },
};

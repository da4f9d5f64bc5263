import sharp from 'sharp';
import * as z from 'zod';
import type { Api } from '../../scripts/api-client.ts';
import { openMarket, type Market } from '../../scripts/demo-market.ts';
import type { SampleProduct } from '../../scripts/sample-register.ts';
import { ProductState } from '../../scripts/sample.ts';
import { until } from './service.ts';

/** Saves content, submits it and approves it. */
export const approve = async (
  api: Api,
  { productId, ikmId }: Pick<SampleProduct, 'productId' | 'ikmId'>,
  body: object,
  etag: string,
): Promise<void> => {
  const path = `/v1/products/${productId}`;
  await api('PUT', `/v1/ikms/${ikmId}/products/${productId}`, { body, etag, answer: ProductState });
  const submitted = await api('POST', `${path}/submission`, { answer: ProductState });
  await api('POST', `${path}/curation`, {
    body: { etag: submitted.etag, decision: 'approve', reasons: [] },
    answer: ProductState,
  });
};

/** A product from nothing to approved, with one photo of a colour of its own; `n` tells the colours apart. */
export const makeReady = async (api: Api, product: SampleProduct, n: number): Promise<void> => {
  const { productId, ikmId, photoId, body } = product;
  const path = `/v1/products/${productId}`;
  const photo = await sharp({
    create: { width: 1200, height: 1200, channels: 3, background: { r: (n * 15) % 256, g: (n >> 4) % 256, b: 40 } },
  })
    .jpeg()
    .toBuffer();
  const saved = await api('PUT', `/v1/ikms/${ikmId}/products/${productId}`, { body, answer: ProductState });
  const { upload } = await api('POST', `${path}/photos`, {
    body: { photoId, contentType: 'image/jpeg', bytes: photo.length },
    answer: z.looseObject({ upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }) }),
  });
  const form = new FormData();
  for (const [field, value] of Object.entries(upload.fields)) form.set(field, value);
  form.set('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'foto.jpg');
  const sent = await fetch(upload.url, { method: 'POST', body: form });
  if (!sent.ok) throw new Error(`upload: ${sent.status} ${await sent.text()}`);
  await until('a photo', async () => {
    const { state } = await api('GET', `${path}/photos/${photoId}`, { answer: z.looseObject({ state: z.string() }) });
    return state === 'ready';
  });
  await approve(api, product, { ...body, photos: [photoId] }, saved.etag);
};

/** A partner that is told by webhook, played by its simulator; it takes what owners release of its selection. */
export const connectPartner = async (
  api: Api,
  base: string,
  partnerId: string,
  selection: object = {},
): Promise<string> => {
  const { secret } = await api('PUT', `/v1/partners/${partnerId}`, {
    body: { name: 'Pasar Uji', selection, webhookUrl: `${base}/sim/webhook/hooks/${partnerId}` },
    answer: z.looseObject({ secret: z.string() }),
  });
  const told = await fetch(`${base}/sim/webhook/_endpoint/${partnerId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secrets: [secret] }),
  });
  if (!told.ok) throw new Error(`partner: ${told.status} ${await told.text()}`);
  return partnerId;
};

/** Opens an account of a marketplace that fetches a feed; answers what makes that marketplace fetch it now. */
export const connectFeed = async (
  api: Api,
  base: string,
  account: { readonly accountId: string; readonly marketplace: string; readonly holder: unknown },
  tokenId: string,
): Promise<() => Promise<void>> => {
  const { accountId, marketplace } = account;
  await connectShop(api, openMarket(`${base}/sim/${marketplace}`), account, 'Umpan');
  const { token } = await api('POST', `/v1/partners/${accountId}/tokens`, {
    body: { tokenId, label: 'pembaca' },
    answer: z.looseObject({ token: z.string() }),
  });
  const { feeds } = await api('GET', `/v1/accounts/${accountId}`, {
    answer: z.looseObject({ feeds: z.array(z.looseObject({ url: z.string() })) }),
  });
  const feedUrl = `${feeds[0]?.url ?? ''}?token=${encodeURIComponent(token)}`;
  return async () => {
    await fetch(`${base}/sim/${marketplace}/_fetch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ feedUrl, shopId: accountId }),
    });
  };
};

const Opened = z.looseObject({ authorizationUrl: z.string() });
const Account = z.looseObject({ state: z.string(), shopId: z.string().nullish() });

/** Opens an account, or opens a lost one again, and says yes at the marketplace; answers the shop's id there. */
export const connectShop = async (
  api: Api,
  market: Market,
  account: { readonly accountId: string; readonly marketplace: string; readonly holder: unknown },
  shopName: string,
): Promise<string> => {
  const { authorizationUrl } = await api('POST', '/v1/accounts', { body: account, answer: Opened });
  await market.consent(authorizationUrl, shopName);
  return until(`${shopName} to be connected`, async () => {
    const { state, shopId } = await api('GET', `/v1/accounts/${account.accountId}`, { answer: Account });
    return state === 'connected' ? (shopId ?? undefined) : undefined;
  });
};

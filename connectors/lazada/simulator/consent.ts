import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import type { DemoApp } from './gateway.ts';
import { consentPage, htmlAnswer, messagePage } from './pages.ts';
import type { Store } from './store.ts';
import { approve } from './tokens.ts';

const firstShopId = 400_176_001;
const itemLimit = 10_000;

const Choice = z.object({
  shop_id: z
    .string()
    .regex(/^\d{1,12}$/u)
    .optional(),
  shop_name: z.string().trim().min(1).max(60).optional(),
});

/**
 * `/oauth/authorize`, the page on which a seller lets the app act for a shop (guide "Seller authorization introduction").
 * A browser gets a form; a script adds `&approve=1&shop_name=…` (or `shop_id`; `&market=1` for a Service-Market
 * subscription) to the link. Both end in a redirect with `code`.
 */
export const showConsent = (
  deps: { readonly store: Store; readonly app: DemoApp; readonly nowMs: number },
  request: SimulatorRequest,
): SimulatorAnswer => {
  const { query } = request;
  const wrong = (why: string): SimulatorAnswer => htmlAnswer(400, messagePage('Tautan tidak berlaku', why));
  if (query.get('client_id') !== deps.app.appKey) return wrong('client_id tidak dikenal.');
  if (query.get('response_type') !== 'code') return wrong('response_type harus code.');
  const redirect = URL.parse(query.get('redirect_uri') ?? '');
  if (redirect === null || !/^https?:$/u.test(redirect.protocol)) return wrong('redirect_uri tidak ada atau salah.');
  const form = request.method === 'POST' ? new URLSearchParams(new TextDecoder().decode(request.body)) : query;
  if (form.get('approve') !== '1') return htmlAnswer(200, consentPage(deps.store.shops(), redirect.host));
  const choice = Choice.safeParse(Object.fromEntries([...form].filter(([, value]) => value !== '')));
  const shopId = choice.success ? chosenShop(deps.store, choice.data) : undefined;
  if (shopId === undefined)
    return htmlAnswer(400, messagePage('Toko belum dipilih', 'Pilih toko atau isi nama toko baru.'));
  const state = query.get('state');
  if (state !== null && !redirect.searchParams.has('state')) redirect.searchParams.set('state', state);
  redirect.searchParams.set('code', approve(deps.store, shopId, form.get('market') === '1', deps.nowMs));
  return { status: 302, headers: { location: redirect.href, 'cache-control': 'no-store' }, body: '' };
};

const chosenShop = (store: Store, choice: z.infer<typeof Choice>): string | undefined => {
  const shops = store.shops();
  const named = shops.find((shop) => shop.name === choice.shop_name);
  if (choice.shop_id === undefined && named !== undefined) return named.shopId;
  if (choice.shop_id === undefined && choice.shop_name === undefined) return undefined;
  const shopId = choice.shop_id ?? String(Math.max(firstShopId - 1, ...shops.map((shop) => Number(shop.shopId))) + 1);
  if (store.shop(shopId) === undefined)
    store.saveShop({ shopId, name: choice.shop_name ?? `Toko ${shopId}`, restrictedCategories: [], itemLimit });
  return shopId;
};

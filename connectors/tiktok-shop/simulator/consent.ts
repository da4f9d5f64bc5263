import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import type { DemoApp } from './gateway.ts';
import { consentPage, htmlAnswer, messagePage } from './pages.ts';
import type { Store } from './store.ts';
import { approve } from './tokens.ts';

export interface ConsentDeps {
  readonly store: Store;
  readonly app: DemoApp;
  readonly nowMs: number;
}

const firstShopId = 7_495_540_735_365_777_000n;

const Choice = z.object({
  shop_id: z
    .string()
    .regex(/^\d{1,19}$/u)
    .optional(),
  shop_name: z.string().trim().min(1).max(60).optional(),
});

/**
 * The page on which a seller lets the app act for its shop (`/oauth/authorize?app_key&state`). A browser gets a form; a
 * script adds `&approve=1&shop_id=…` or `&approve=1&shop_name=…` (finds or makes one). Both end in a redirect with `code` and
 * `state`, to `redirect_uri`, which stands for the address that the real console has on record.
 */
export const showConsent = ({ store, app, nowMs }: ConsentDeps, request: SimulatorRequest): SimulatorAnswer => {
  const { query } = request;
  if (query.get('app_key') !== app.appKey)
    return htmlAnswer(403, messagePage('Tautan tidak berlaku', 'app_key tidak dikenal.'));
  const redirect = URL.parse(query.get('redirect_uri') ?? '');
  if (redirect === null || !/^https?:$/u.test(redirect.protocol))
    return htmlAnswer(400, messagePage('Tautan tidak berlaku', 'Alamat kembali tidak ada atau salah.'));
  const form = request.method === 'POST' ? new URLSearchParams(new TextDecoder().decode(request.body)) : query;
  if (form.get('approve') !== '1') return htmlAnswer(200, consentPage(store.shops(), redirect.host));
  const choice = Choice.safeParse(Object.fromEntries([...form].filter(([, value]) => value !== '')));
  const shopId = choice.success ? chosenShop(store, choice.data) : undefined;
  if (shopId === undefined)
    return htmlAnswer(400, messagePage('Toko belum dipilih', 'Pilih toko atau isi nama toko baru.'));
  redirect.searchParams.set('app_key', app.appKey);
  redirect.searchParams.set('state', query.get('state') ?? '');
  redirect.searchParams.set('shop_region', 'ID');
  redirect.searchParams.set('code', approve(store, shopId, nowMs));
  return { status: 302, headers: { location: redirect.href, 'cache-control': 'no-store' }, body: '' };
};

const chosenShop = (store: Store, { shop_id: asked, shop_name: name }: z.infer<typeof Choice>): string | undefined => {
  const shops = store.shops();
  const named = shops.find((shop) => shop.name === name);
  if (asked === undefined && named !== undefined) return named.shopId;
  if (asked === undefined && name === undefined) return undefined;
  const shopId =
    asked ??
    String(shops.reduce((last, shop) => (BigInt(shop.shopId) > last ? BigInt(shop.shopId) : last), firstShopId) + 1n);
  if (store.shop(shopId) === undefined) saveNewShop(store, shopId, name);
  return shopId;
};

/** A shop with a cipher of its own. */
export const saveNewShop = (store: Store, shopId: string, name: string | undefined): void =>
  store.saveShop({ shopId, name: name ?? `Toko ${shopId}`, cipher: `ROW_${randomBytes(18).toString('base64url')}` });

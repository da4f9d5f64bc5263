import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import type { DemoApp } from './gateway.ts';
import { messyShopName, seedMessyShop } from './messy-shop.ts';
import { consentPage, htmlAnswer, messagePage } from './pages.ts';
import type { Pushes } from './pushes.ts';
import { isSameSign, publicBase, sign } from './sign.ts';
import type { Store } from './store.ts';
import { approve } from './tokens.ts';

export interface ConsentDeps {
  readonly store: Store;
  readonly app: DemoApp;
  readonly pushes: Pushes;
  readonly nowMs: number;
  /** As clients may have signed it. */
  readonly paths: readonly string[];
  /** The newer page takes no signature (guide: open.shopee.com/auth with response_type=code). */
  readonly signed: boolean;
}

/** Guide "Authorization": the link of shop/auth_partner is good for five minutes. */
const linkLifeSeconds = 300;
const firstShopId = 700_001_001;

const Choice = z.object({
  shop_id: z
    .string()
    .regex(/^\d{1,10}$/u)
    .optional(),
  shop_name: z.string().trim().min(1).max(60).optional(),
  tax_rate: z.coerce.number().min(0).max(0.5).optional(),
});

/**
 * Shopee's page on which a seller lets the app act for a shop. A browser gets a form; a script adds
 * `&approve=1&shop_id=…` (and `shop_name`, `tax_rate` for a shop that is not there yet; `shop_name` alone finds or makes
 * one; `Toko Berantakan Jaya` comes with a messy stock of 200 items) to the link. Both end in a redirect with `code` and `shop_id`.
 */
export const showConsent = (deps: ConsentDeps, request: SimulatorRequest): SimulatorAnswer => {
  const { query } = request;
  const problem = linkProblem(deps, query);
  if (problem !== undefined) return htmlAnswer(403, messagePage('Tautan tidak berlaku', problem));
  const redirect = URL.parse(query.get('redirect') ?? query.get('redirect_uri') ?? '');
  if (redirect === null || !/^https?:$/u.test(redirect.protocol)) {
    return htmlAnswer(400, messagePage('Tautan tidak berlaku', 'Parameter redirect tidak ada atau salah.'));
  }
  const form = request.method === 'POST' ? new URLSearchParams(new TextDecoder().decode(request.body)) : query;
  if (form.get('approve') !== '1') return htmlAnswer(200, consentPage(deps.store.shops(), redirect.host));
  const given = Object.fromEntries([...form].filter(([, value]) => value !== ''));
  const choice = Choice.safeParse(given);
  const shopId = choice.success ? chosenShop(deps.store, choice.data, deps.nowMs) : undefined;
  if (shopId === undefined)
    return htmlAnswer(400, messagePage('Toko belum dipilih', 'Pilih toko atau isi nama toko baru.'));
  const state = query.get('state');
  if (state !== null && !redirect.searchParams.has('state')) redirect.searchParams.set('state', state);
  redirect.searchParams.set('code', approve(deps.store, deps.pushes, shopId, deps.nowMs));
  redirect.searchParams.set('shop_id', String(shopId));
  return { status: 302, headers: { location: redirect.href, 'cache-control': 'no-store' }, body: '' };
};

const linkProblem = (deps: ConsentDeps, query: URLSearchParams): string | undefined => {
  const partnerId = query.get('partner_id') ?? '';
  if (partnerId !== String(deps.app.partnerId)) return 'partner_id tidak dikenal.';
  if (!deps.signed) return undefined;
  const timestamp = query.get('timestamp') ?? '';
  if (!/^\d{1,10}$/u.test(timestamp) || Math.abs(deps.nowMs / 1000 - Number(timestamp)) > linkLifeSeconds) {
    return 'timestamp salah atau kedaluwarsa.';
  }
  const given = query.get('sign') ?? '';
  const isSigned = deps.paths.some((path) =>
    isSameSign(sign(deps.app.partnerKey, publicBase(partnerId, path, timestamp)), given),
  );
  return isSigned ? undefined : 'sign salah.';
};

const chosenShop = (store: Store, choice: z.infer<typeof Choice>, nowMs: number): number | undefined => {
  const shops = store.shops();
  const named = shops.find((shop) => shop.name === choice.shop_name);
  if (choice.shop_id === undefined && named !== undefined) return named.shopId;
  if (choice.shop_id === undefined && choice.shop_name === undefined) return undefined;
  const shopId =
    choice.shop_id === undefined
      ? Math.max(firstShopId - 1, ...shops.map((shop) => shop.shopId)) + 1
      : Number(choice.shop_id);
  if (store.shop(shopId) === undefined) {
    store.transaction(() => {
      store.saveShop({ shopId, name: choice.shop_name ?? `Toko ${shopId}`, taxRate: choice.tax_rate ?? 0 });
      if (choice.shop_name === messyShopName) seedMessyShop(store, shopId, nowMs);
    });
  }
  return shopId;
};

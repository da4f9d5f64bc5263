import type { SimulatorAnswer } from '../../simulator.ts';
import { isInCampaign, liveSkus, stockOf, type Item, type Shop, type Status } from './model.ts';

/** Pages for people, in Indonesian. Whatever came from outside goes through `escape`. */
const escape = (text: string): string =>
  text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);

export const htmlAnswer = (status: number, body: string): SimulatorAnswer => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
  },
  body,
});

const style = `
:root{--o:#0f146d;--ink:#222;--dim:#6b6b6b;--line:#e8e8e8}
*{box-sizing:border-box}body{margin:0;font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:#f5f5f5}
header{background:linear-gradient(90deg,#0f146d,#f57224);color:#fff;padding:18px 0}
.w{max-width:1120px;margin:0 auto;padding:0 16px}
header .w{display:flex;gap:16px;align-items:center;flex-wrap:wrap}
.logo{width:56px;height:56px;border-radius:50%;background:#fff;color:var(--o);display:grid;place-items:center;font-weight:700;font-size:24px}
h1{font-size:22px;margin:0}header p{margin:2px 0 0;opacity:.92;font-size:14px}
.sim{margin-left:auto;font-size:12px;border:1px solid #ffffff99;border-radius:99px;padding:3px 10px}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:12px;padding:18px 0 40px}
.card{background:#fff;border:1px solid var(--line);border-radius:6px;overflow:hidden;display:flex;flex-direction:column;position:relative}
.card img,.none{width:100%;aspect-ratio:1;object-fit:cover;background:#fafafa;display:block}
.none{display:grid;place-items:center;color:var(--dim)}
.b{padding:10px;display:flex;flex-direction:column;gap:6px;flex:1}
.n{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;min-height:2.9em;margin:0;font-size:14px;font-weight:400}
.p{color:var(--o);font-size:18px;font-weight:600}.p s{color:var(--dim);font-size:13px;font-weight:400;margin-left:6px}
.m{color:var(--dim);font-size:12px;display:flex;justify-content:space-between;gap:8px;margin-top:auto}
.sku{color:var(--dim);font:11px ui-monospace,monospace;overflow-wrap:anywhere}
.tag{position:absolute;top:8px;left:8px;background:#555;color:#fff;font-size:12px;border-radius:4px;padding:2px 8px}
.tag.promo{background:var(--o);left:auto;right:8px}.tag.Rejected{background:#b3261e}.tag.Pending{background:#8a6100}
.off img{opacity:.5}.why{font-size:12px;color:#b3261e;margin:0}
h2{font-size:16px;margin:18px 0 0}.empty{background:#fff;padding:48px;text-align:center;color:var(--dim);margin:18px 0;border-radius:6px}
.box{background:#fff;width:calc(100% - 24px);max-width:460px;margin:32px auto;padding:24px;border-radius:8px;border:1px solid var(--line)}
.box h1{color:var(--o)}label{display:flex;gap:10px;padding:10px;border:1px solid var(--line);border-radius:6px;margin:8px 0;align-items:center}
input[type=text]{flex:1;padding:9px;border:1px solid #ccc;border-radius:4px;font:inherit;min-width:0}
button{background:var(--o);color:#fff;border:0;border-radius:4px;padding:12px 20px;font:inherit;font-weight:600;width:100%;margin-top:12px;cursor:pointer}
.shops{list-style:none;padding:0}.shops li{padding:10px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
:focus-visible{outline:3px solid #1d4ed8;outline-offset:2px}h1,.n,.text{overflow-wrap:anywhere}
a{color:inherit}.card a{text-decoration:none}
.product{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:24px;background:#fff;padding:20px;margin-top:18px}
.photos{display:grid;gap:8px}.photos img{width:100%;display:block}.text{white-space:pre-wrap}`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<title>${escape(title)}</title><link rel="icon" href="data:,"><style>${style}</style></head><body>${body}</body></html>`;

const notReal = '<p><small>Simulator Lazada — bukan situs Lazada.</small></p>';

export const messagePage = (title: string, text: string): string =>
  page(title, `<main class="box"><h1>${escape(title)}</h1><p>${escape(text)}</p></main>`);

export const consentPage = (shops: readonly Shop[], app: string): string => {
  const choices = shops.map(
    (shop, at) =>
      `<label><input type="radio" name="shop_id" value="${shop.shopId}"${at === 0 ? ' checked' : ''}><span><b>${escape(shop.name)}</b><br><small>ID ${shop.shopId}</small></span></label>`,
  );
  return page(
    'Izinkan aplikasi',
    `<main class="box"><h1>Izinkan aplikasi</h1><p><b>${escape(app)}</b> meminta izin mengelola produk, harga, stok, dan pesanan toko Anda.</p>
<form method="post">${choices.join('')}<label><input type="radio" name="shop_id" value=""${shops.length === 0 ? ' checked' : ''} aria-label="Toko baru"><input type="text" name="shop_name" maxlength="60" placeholder="Nama toko baru" aria-label="Nama toko baru"></label>
<input type="hidden" name="approve" value="1"><button>Setujui</button></form>${notReal}</main>`,
  );
};

const statusWords: Readonly<Record<Status, string>> = {
  Active: 'Dijual',
  InActive: 'Nonaktif',
  'Pending QC': 'Menunggu pemeriksaan',
  Rejected: 'Ditolak Lazada',
  Deleted: 'Dihapus penjual',
};

const rupiah = (amount: number): string => `Rp${amount.toLocaleString('id-ID')}`;

const priceOf = (item: Item): string => {
  const prices = liveSkus(item).map(({ price }) => price);
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  if (prices.length === 0) return '';
  return low === high ? rupiah(low) : `${rupiah(low)} – ${rupiah(high)}`;
};

const nameOf = (item: Item): string => item.attributes['name'] ?? '';
const whyOf = ({ rejectReason }: Item): string =>
  rejectReason === null ? '' : `<p class="why">${escape(rejectReason.violationDetail)}</p>`;
const photosOf = (item: Item): readonly string[] => [...item.images, ...liveSkus(item).flatMap(({ images }) => images)];

const card = (item: Item, nowMs: number): string => {
  const [cover] = photosOf(item);
  return `<article class="card${item.status === 'Active' ? '' : ' off'}" id="item-${item.itemId}">${
    cover === undefined
      ? '<div class="none">Tanpa foto</div>'
      : `<img src="${escape(cover)}" alt="${escape(nameOf(item))}" loading="lazy">`
  }${item.status === 'Active' ? '' : `<span class="tag ${item.status}">${statusWords[item.status]}</span>`}${isInCampaign(item, nowMs) ? '<span class="tag promo">Kampanye</span>' : ''}
<div class="b"><h3 class="n"><a href="../-i${item.itemId}.html">${escape(nameOf(item))}</a></h3><div class="p">${priceOf(item)}</div>${whyOf(item)}<div class="m"><span>Stok ${stockOf(item).toLocaleString('id-ID')}</span><span>${item.images.length} foto</span></div><div class="sku">${escape(item.skus[0]?.sellerSku ?? '')}</div></div></article>`;
};

/** Every shop there is, for whoever does not know its number. */
export const shopsPage = (shops: readonly Shop[]): string => {
  const links = shops.map(
    (shop) => `<li><a href="_shop/${shop.shopId}">${escape(shop.name)}</a> <small>ID ${shop.shopId}</small></li>`,
  );
  return page(
    'Toko | Simulator Lazada',
    `<main class="box"><h1>Toko</h1>${
      links.length === 0
        ? '<p>Belum ada toko. Toko dibuat saat aplikasi disambungkan.</p>'
        : `<ul class="shops">${links.join('')}</ul>`
    }${notReal}</main>`,
  );
};

/** The shop as a visitor sees it, and below what only its seller sees. */
export const shopPage = (shop: Shop, items: readonly Item[], nowMs: number): string => {
  const live = items.filter(({ status }) => status === 'Active');
  const rest = items.filter(({ status }) => status !== 'Active');
  const cards = (list: readonly Item[]): string =>
    `<div class="grid">${list.map((item) => card(item, nowMs)).join('')}</div>`;
  return page(
    `${shop.name} | Simulator Lazada`,
    `<header><div class="w"><div class="logo" aria-hidden="true">${escape(Array.from(shop.name)[0]?.toUpperCase() ?? 'T')}</div><div><h1>${escape(shop.name)}</h1>
<p>${live.length} produk dijual · ID toko ${shop.shopId}</p></div><span class="sim">Simulator Lazada</span></div></header>
<main class="w">${live.length === 0 ? '<p class="empty">Belum ada produk yang dijual.</p>' : cards(live)}${rest.length === 0 ? '' : `<h2>Tidak terlihat pembeli (${rest.length})</h2>${cards(rest)}`}</main>`,
  );
};

/** One product as its buyer sees it; its description is shown as text, tags and all taken out. */
export const productPage = (shop: Shop, item: Item): string => {
  const photos = [...new Set(photosOf(item))].map(
    (url, at) => `<img src="${escape(url)}" alt="${escape(nameOf(item))}, foto ${at + 1}">`,
  );
  const skus = liveSkus(item).map(
    ({ saleProp, price, quantity }) =>
      `<li>${escape(Object.values(saleProp).join(', '))}: ${rupiah(price)}, stok ${quantity}</li>`,
  );
  const text = (item.attributes['description'] ?? '').replace(/<br ?\/?>|<\/p>/gu, '\n').replace(/<[^>]*>/gu, '');
  return page(
    `${nameOf(item)} | Simulator Lazada`,
    `<header><div class="w"><div><h1>${escape(nameOf(item))}</h1><p><a href="_shop/${shop.shopId}#item-${item.itemId}">${escape(shop.name)}</a></p></div><span class="sim">Simulator Lazada</span></div></header>
<main class="w product"><div class="photos">${photos.join('')}</div><div><p class="p">${priceOf(item)}</p><p>${statusWords[item.status]} · stok ${stockOf(item).toLocaleString('id-ID')}</p>${whyOf(item)}${skus.length < 2 ? '' : `<ul>${skus.join('')}</ul>`}<p class="text">${escape(text)}</p></div></main>`,
  );
};

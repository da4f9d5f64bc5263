interface Shown {
  readonly external_id: string;
  readonly name: string;
  readonly priceIdr: number;
  readonly stock: number;
  readonly state: string;
  readonly reason: string | null;
  readonly images: readonly string[];
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0) ?? 63};`);

/** The partner's shop for people: plain HTML. */
export const shopPage = (shopId: string, products: readonly Shown[]): string => `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Toko mitra ${escape(shopId)}</title><style>*{box-sizing:border-box}body{margin:0;padding:1rem;font:16px/1.5 system-ui,sans-serif}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:1rem;padding:0;list-style:none}
li{border:1px solid #ccd5dc;border-radius:.5rem;padding:.75rem}img{width:100%;aspect-ratio:1;object-fit:cover}h2{font-size:1rem;margin:.5rem 0}</style></head>
<body><h1>Toko mitra ${escape(shopId)}</h1><ul>${products
  .filter(({ state }) => state !== 'removed')
  .map(
    ({ external_id: id, name, priceIdr, stock, state, reason, images }) =>
      `<li id="${escape(id)}"><img src="${escape(images[0] ?? '')}" alt="" loading="lazy"><h2>${escape(name)}</h2><p>Rp${priceIdr.toLocaleString('id-ID')} · stok ${stock}<br>${escape(state)}${reason === null ? '' : `: ${escape(reason)}`}</p></li>`,
  )
  .join('')}</ul></body></html>`;

/** The shops of all partners. */
export const shopsPage = (shops: readonly { readonly shop_id: string }[]): string => `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Toko mitra</title></head>
<body><h1>Toko mitra</h1>${shops.length === 0 ? '<p>Belum ada mitra.</p>' : ''}<ul>${shops
  .map(({ shop_id: id }) => `<li><a href="_shop/${encodeURIComponent(id)}">${escape(id)}</a></li>`)
  .join('')}</ul></body></html>`;

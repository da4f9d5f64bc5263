import type { Connected } from './use-case.ts';

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 63};`);

interface Words {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const wordsOf = (connected: Connected, marketplace: string): Words => {
  switch (connected.kind) {
    case 'connected':
      return {
        status: 200,
        title: 'Toko tersambung',
        text: `${connected.shopName === '' ? 'Toko Anda' : connected.shopName} di ${marketplace} sudah tersambung. Anda boleh menutup halaman ini.`,
      };
    case 'failed':
      return {
        status: 400,
        title: 'Penyambungan gagal',
        text: 'Tautan ini tidak berlaku lagi. Kembali ke aplikasi dan tekan Sambungkan sekali lagi.',
      };
    case 'taken':
      return {
        status: 409,
        title: 'Toko sudah tersambung',
        text: 'Toko ini sudah tersambung lewat akun lain. Putuskan sambungan lama dahulu.',
      };
    case 'other-shop':
      return {
        status: 409,
        title: 'Tokonya berbeda',
        text: 'Anda memilih toko lain dari yang tersambung sebelumnya. Masuk ke toko semula, lalu sambungkan lagi.',
      };
    case 'try-again':
      return {
        status: 503,
        title: 'Coba lagi',
        text: `${marketplace} sedang tidak menjawab. Kembali ke aplikasi dan tekan Sambungkan sekali lagi.`,
      };
  }
};

const style = `*{box-sizing:border-box}body{margin:0;padding:2rem 1rem;font:17px/1.5 system-ui,sans-serif;color:#1d2733;background:#f2f5f7}
main{max-width:30rem;margin:0 auto;padding:1.25rem 1.5rem;background:#fff;border-radius:.5rem;border-top:5px solid #0b5c6b;overflow-wrap:anywhere}
.bad{border-color:#b3261e}.brand{margin:0;font-weight:700;color:#0b5c6b}h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 .75rem}`;

/** The page the shop's owner sees on coming back: plain HTML that loads nothing. */
export const toPage = (
  connected: Connected,
  marketplace: string,
): { readonly statusCode: number; readonly headers: Record<string, string>; readonly body: string } => {
  const { status, title, text } = wordsOf(connected, marketplace);
  return {
    statusCode: status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)} · E-Smart IKM</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main${status === 200 ? '' : ' class="bad"'}><p class="brand">E-Smart IKM</p><h1>${escape(title)}</h1><p>${escape(text)}</p></main></body></html>`,
  };
};

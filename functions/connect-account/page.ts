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
        text: `Toko ${connected.shopName} di ${marketplace} sudah tersambung. Anda boleh menutup halaman ini.`,
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
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>body{font:1.1rem/1.5 sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}</style><h1>${escape(title)}</h1><p>${escape(text)}</p></html>`,
  };
};

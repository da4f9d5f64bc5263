import { randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { readAll } from '../aws/door.ts';
import { demoUsers, findDemoUser, subjectOf, type DemoUser } from '../demo-users.ts';

const style = `*{box-sizing:border-box}
body{margin:0;font:17px/1.5 system-ui,sans-serif;color:#1d2733;background:#f2f5f7}
main{max-width:30rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.brand{margin:0;font-weight:700;color:#0b5c6b}h1{font-size:1.6rem;margin:.25rem 0 .75rem}p{margin:.75rem 0}
small{color:#55616d}
button{display:block;width:100%;min-height:3rem;margin:.5rem 0;padding:.7rem 1rem;font:inherit;border-radius:.5rem;cursor:pointer;
border:1px solid #c3ccd4;background:#fff;color:inherit;text-align:left}
button:hover{border-color:#0b5c6b}:focus-visible{outline:3px solid #f0a202;outline-offset:2px}
button.go{background:#0b5c6b;border-color:#0b5c6b;color:#fff;font-weight:600;text-align:center;margin-top:1rem}
.code{display:block;margin:.75rem 0;padding:.6rem;border-radius:.5rem;background:#e0eef0;text-align:center;font-size:1.6rem;letter-spacing:.2em}
label{display:block;font-weight:600}
input{display:block;width:100%;margin-top:.25rem;padding:.7rem;font:inherit;font-size:1.3rem;letter-spacing:.15em;border:1px solid #7b8894;border-radius:.5rem}
[role=alert]{padding:.6rem .8rem;border-left:4px solid #b3261e;background:#fdeceb;color:#7d1a14}`;

/** A page of the local service, in its one look. */
export const page = (title: string, content: string): string => `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · E-Smart IKM</title><link rel="icon" href="data:,"><style>${style}</style>
</head><body><main><p class="brand">E-Smart IKM</p><h1>${title}</h1>${content}</main></body></html>`;

const chooseUser =
  (): string => `<p>Pilih pengguna contoh. <small lang="en">Choose a demo user.</small></p><form method="post">
${demoUsers.map(({ name, says }) => `<button name="user" value="${name}"><b>${name}</b><br>${says}</button>`).join('\n')}</form>`;

const askCode = (user: DemoUser, code: string, isWrong: boolean): string => `
<p>Kode sekali pakai untuk <b>${user.email ?? user.phone ?? ''}</b>. Di komputer ini kode tidak dikirim, tetapi ditampilkan:</p>
<output id="one-time-code" class="code"><b>${code}</b></output>
${isWrong ? '<p role="alert" id="wrong">Kode salah. Masukkan kode yang tertera di atas.</p>' : ''}
<form method="post"><input type="hidden" name="user" value="${user.name}">
<label>Kode<input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required autofocus${
  isWrong ? ' aria-invalid="true" aria-describedby="wrong"' : ''
}></label>
<button class="go">Masuk</button></form><form method="post"><button>Pilih pengguna lain</button></form>`;

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 63};`);

const expiredPage = page(
  'Tidak berlaku lagi',
  '<p>Halaman masuk ini sudah kedaluwarsa atau dibuka di peramban lain. Kembali ke aplikasi dan masuk sekali lagi.</p>',
);

/** When the provider refuses what an application asked for; `reason` is for its developer. */
export const refusalPage = (reason: string): string =>
  page(
    'Tidak dapat masuk',
    `<p>Permintaan masuk dari aplikasi ini tidak diterima.</p><p><small lang="en">${escape(reason)}</small></p>`,
  );

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** The pages between "sign in" and the token: who, and the one-time code that Cognito would send. */
export const createSignInPages = (
  provider: Provider,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  /** By interaction and user. */
  const codes = new Map<string, string>();
  return async (request, response) => {
    const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
    if (interaction === undefined) {
      response.writeHead(400, pageHeaders).end(expiredPage);
      return;
    }
    const { uid } = interaction;
    const show = (content: string): void => {
      response.writeHead(200, pageHeaders).end(page('Masuk', content));
    };
    const body = request.method === 'POST' ? await readAll(request, 16 * 1024) : undefined;
    const form = new URLSearchParams(body?.toString('utf8') ?? '');
    const user = findDemoUser(form.get('user') ?? '');
    if (user === undefined) {
      show(chooseUser());
      return;
    }
    const slot = `${uid} ${user.name}`;
    const code = codes.get(slot) ?? String(randomInt(1_000_000)).padStart(6, '0');
    codes.set(slot, code);
    if (form.get('code')?.trim() !== code) {
      show(askCode(user, code, form.has('code')));
      return;
    }
    codes.delete(slot);
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: subjectOf(user) } },
      { mergeWithLastSubmission: false },
    );
  };
};

import { randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { readAll } from '../aws/door.ts';
import { demoUsers, findDemoUser, subjectOf, type DemoUser } from '../demo-users.ts';

const page = (content: string): string => `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Masuk · E-Smart IKM</title>
<style>body{font:18px/1.5 system-ui;max-width:32rem;margin:2rem auto;padding:0 1rem}
button{font:inherit;width:100%;padding:.8rem;margin:.25rem 0;text-align:left}input{font:inherit;padding:.6rem;width:8rem}</style>
</head><body><h1>Masuk</h1>${content}</body></html>`;

const chooseUser =
  (): string => `<p>Pilih pengguna contoh. <span lang="en">Choose a demo user.</span></p><form method="post">
${demoUsers.map(({ name, says }) => `<button name="user" value="${name}"><b>${name}</b><br>${says}</button>`).join('\n')}</form>`;

const askCode = (user: DemoUser, code: string, isWrong: boolean): string => `
<p>Kode sekali pakai untuk ${user.email ?? user.phone ?? ''}. Di komputer ini kode tidak dikirim, tetapi ditampilkan:
<output id="one-time-code"><b>${code}</b></output></p>
${isWrong ? '<p role="alert">Kode salah. Masukkan kode yang tertera di atas.</p>' : ''}
<form method="post"><input type="hidden" name="user" value="${user.name}">
<label>Kode <input name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus></label>
<button>Masuk</button></form>`;

/** The pages between "sign in" and the token: who, and the one-time code that Cognito would send. */
export const createSignInPages = (
  provider: Provider,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  /** By interaction and user. */
  const codes = new Map<string, string>();
  return async (request, response) => {
    const { uid } = await provider.interactionDetails(request, response);
    const show = (content: string): void => {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
        .end(page(content));
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

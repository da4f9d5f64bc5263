import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Plan } from '../template/plan.ts';
import { escape, page, pageHeaders } from './sign-in-pages.ts';

/** Where `npm start` sends a browser to sign in. */
export const signInPath = '/_local/sign-in';

const mostWaiting = 100;
const Tokens = z.object({ access_token: z.string() });

export interface Welcome {
  /** `GET /`: what runs here, or, coming back from signing in, the caller's token. */
  readonly home: (url: URL, response: ServerResponse) => Promise<void>;
  /** Sends the browser to the provider, by authorization code with PKCE as the screens do. */
  readonly signIn: (response: ServerResponse) => void;
}

/** The first page of the local service, for a person with a browser and no screens. */
export const createWelcome = (plan: Plan, simulators: Iterable<string>): Welcome => {
  const { publicUrl, issuer } = plan.settings;
  const clientId = plan.userPools[0]?.clients[0]?.id ?? '';
  const redirectUri = `${publicUrl}/`;
  /** By state. */
  const verifiers = new Map<string, string>();

  const show = (response: ServerResponse, status: number, title: string, content: string): void => {
    response.writeHead(status, pageHeaders).end(page(title, content));
  };
  const again = `<p><a href="${signInPath}">Masuk sekali lagi</a></p>`;

  const finish = async (code: string, verifier: string): Promise<string | undefined> => {
    const reply = await fetch(`${issuer}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code,
        code_verifier: verifier,
      }),
    });
    const tokens = Tokens.safeParse(await reply.json());
    return tokens.success ? tokens.data.access_token : undefined;
  };

  return {
    signIn: (response) => {
      const state = randomBytes(16).toString('base64url');
      const verifier = randomBytes(32).toString('base64url');
      for (const oldest of verifiers.keys()) if (verifiers.size >= mostWaiting) verifiers.delete(oldest);
      verifiers.set(state, verifier);
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid email phone',
        state,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      response
        .writeHead(302, { location: `${issuer}/oauth2/authorize?${query.toString()}`, 'cache-control': 'no-store' })
        .end();
    },

    home: async (url, response) => {
      const state = url.searchParams.get('state');
      if (state === null) {
        const shops = [...simulators].map(
          (mount) => `<li><a href="${mount}/_shop">Toko simulasi ${mount.slice(5)}</a></li>`,
        );
        show(
          response,
          200,
          'Layanan lokal',
          `<p>Layanan E-Smart IKM berjalan di komputer ini.</p><ul><li><a href="${signInPath}">Masuk</a> sebagai pengguna contoh</li>
${shops.join('\n')}<li><a href="/v1/openapi.json">Uraian API</a></li><li><a href="/v1/asyncapi.json">Uraian peristiwa</a></li></ul>`,
        );
        return;
      }
      const verifier = verifiers.get(state);
      verifiers.delete(state);
      const code = url.searchParams.get('code');
      const token = verifier === undefined || code === null ? undefined : await finish(code, verifier);
      if (token === undefined)
        show(response, 400, 'Belum masuk', `<p>Upaya masuk ini tidak selesai atau sudah kedaluwarsa.</p>${again}`);
      else
        show(
          response,
          200,
          'Anda sudah masuk',
          `<p>Token akses Anda untuk mencoba API, berlaku satu jam:</p>
<textarea id="token" readonly rows="8" style="width:100%">${escape(token)}</textarea>
<p>Contoh: <code>curl ${escape(publicUrl)}/v1/me -H "authorization: Bearer TOKEN"</code></p>${again}`,
        );
    },
  };
};

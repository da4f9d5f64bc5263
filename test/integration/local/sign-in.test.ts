import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeAssembly } from './fixture.ts';
import { launch, ready, type Service } from './service.ts';

const root = mkdtempSync(join(tmpdir(), 'local-sign-in-'));
let service: Service;
let clientId = '';

interface Discovery {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}
const discover = async () =>
  (await (await fetch(`${service.base}/_identity/.well-known/openid-configuration`)).json()) as Discovery;

/** As much of a browser as the sign-in needs: cookies, and redirects one by one. */
const openBrowser = () => {
  const jar = new Map<string, string>();
  return async (url: string, form?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      jar.set(name, value);
    }
    return answer;
  };
};

beforeAll(async () => {
  const assembly = writeAssembly(root);
  service = await ready(launch(['--port', '18210', '--data', join(root, 'data'), '--assembly', assembly]));
  const { token } = (await (await fetch(`${service.base}/_local/token?user=pemilik`)).json()) as { token: string };
  clientId = (JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { client_id: string }).client_id;
}, 60_000);
afterAll(async () => {
  await service.stop();
  rmSync(root, { recursive: true, force: true });
});

test('a demo user signs in with a one-time code, and the API knows the token', async () => {
  const verifier = 'v'.repeat(64);
  const { authorization_endpoint, token_endpoint } = await discover();
  const go = openBrowser();
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid email phone',
    redirect_uri: 'http://localhost:18210/',
    state: 'kept',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const first = await go(`${authorization_endpoint}?${query.toString()}`);
  const page = new URL(first.headers.get('location')!, service.base).href;
  expect(await (await go(page)).text()).toContain('pemilik-lain');
  const asked = await (await go(page, { user: 'pemilik' })).text();
  const [, code = ''] = /<b>(\d{6})<\/b>/.exec(asked)!;
  const wrong = await (await go(page, { user: 'pemilik', code: code === '000000' ? '111111' : '000000' })).text();
  expect(wrong).toContain('Kode salah');
  let next = (await go(page, { user: 'pemilik', code })).headers.get('location')!;
  for (let step = await go(new URL(next, service.base).href); !next.startsWith('http://localhost:18210/?');) {
    if (step.status !== 303 && step.status !== 302) throw new Error(`${next}: ${step.status} ${await step.text()}`);
    next = step.headers.get('location')!;
    if (!next.startsWith('http://localhost:18210/?')) step = await go(new URL(next, service.base).href);
  }
  const returned = new URL(next).searchParams;
  expect(returned.get('state')).toBe('kept');

  const exchange = (fields: Record<string, string>) =>
    fetch(token_endpoint, { method: 'POST', body: new URLSearchParams({ client_id: clientId, ...fields }) });
  const grant = {
    grant_type: 'authorization_code',
    code: returned.get('code')!,
    redirect_uri: 'http://localhost:18210/',
  };
  const answer = await exchange({ ...grant, code_verifier: verifier });
  const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
  expect(answer.status).toBe(200);
  const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  expect(claims).toMatchObject({ token_use: 'access', client_id: clientId, iss: `${service.base}/_identity` });
  const call = await fetch(`${service.base}/own/mine`, {
    method: 'PUT',
    body: '',
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect([call.status, ((await call.json()) as { sub: string }).sub]).toEqual([201, claims['sub']]);

  const refreshed = await exchange({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
  expect(refreshed.status).toBe(200);
});

test('a code without its verifier is refused', async () => {
  const { authorization_endpoint } = await discover();
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://localhost:18210/',
  });
  const answer = await openBrowser()(`${authorization_endpoint}?${query.toString()}`);
  expect(answer.headers.get('location')).toContain('requires+PKCE');
});

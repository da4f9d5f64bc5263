import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApi, startService, until, type Service } from './service.ts';

const root = join(import.meta.dirname, '..', '..');
const copy = mkdtempSync(join(tmpdir(), 'ikm-new-marketplace-'));
const left = new Set(['node_modules', '.git', '.build', '.local', 'cdk.out']);
let service: Service;

/** Everything below the folder, by path. */
const files = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const rewrite = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));

const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The project with one marketplace more: its folder, and its line in the registry. Nothing else is touched. */
beforeAll(async () => {
  for (const name of readdirSync(root))
    if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const folder = join(copy, 'connectors', 'warung-uji');
  cpSync(join(copy, 'connectors', 'shopee'), folder, { recursive: true });
  for (const path of files(folder))
    rewrite(path, (text) =>
      text
        .replaceAll("'shopee'", "'warung-uji'")
        .replace('export const shopee =', 'export const warungUji =')
        .replace("displayName: 'Shopee'", "displayName: 'Warung Uji'"),
    );
  rewrite(join(copy, 'connectors', 'registry.ts'), (text) =>
    text
      .replace(/^import \{ shopee \}.*$/m, "$&\nimport { warungUji } from './warung-uji/index.ts';")
      .replace(/connectors = \[/, '$&warungUji, '),
  );
  service = await startService({ cwd: copy });
}, 180_000);
afterAll(async () => {
  await service.remove();
  rmSync(copy, { recursive: true, force: true });
});

test('a marketplace added by its folder and one line has queue, secret, functions and alarms in every stage', () => {
  node('infra/app.ts');
  const templates = files(join(copy, 'cdk.out')).filter((path) => path.endsWith('.template.json'));
  const ofConnectors = templates.filter((path) => /connectors/i.test(path)).map((path) => readFileSync(path, 'utf8'));
  expect(ofConnectors.length).toBeGreaterThanOrEqual(3);
  for (const text of ofConnectors) {
    for (const part of ['push-listing', 'receive-callback', 'connect-account', 'refresh-tokens', 'work', 'callbacks'])
      expect(text).toContain(`${part}-warung-uji`);
    expect(text).toContain('app/warung-uji');
  }
}, 120_000);

test('it stands in the documents', () => {
  node('scripts/generate.ts');
  const documents = files(join(copy, 'docs'))
    .filter((path) => path.endsWith('.md'))
    .filter((path) => readFileSync(path, 'utf8').includes('Warung Uji'));
  expect(documents).not.toEqual([]);
}, 120_000);

test('the running service knows it, and connects a shop of it', async () => {
  const { call } = createApi(service);
  const { body } = await call('kementerian', 'GET', '/v1/marketplaces');
  expect(body.items).toContainEqual(
    expect.objectContaining({ name: 'warung-uji', displayName: 'Warung Uji', status: 'simulator' }),
  );
  const sentraId = '01JD8ZQ4Y0WARVNG0000000001';
  const accountId = '01JD8ZQ4Y0WARVNG0000000002';
  const sentra = {
    name: 'Sentra Keripik Uji',
    kind: 'sentra',
    komoditas: 'makanan',
    regionCode: '35.73',
    address: 'Jalan Sanan 1',
    legalHolder: 'Koperasi Uji',
  };
  expect((await call('kementerian', 'PUT', `/v1/sentras/${sentraId}`, sentra)).status).toBe(201);
  const opened = await call('kementerian', 'POST', '/v1/accounts', {
    accountId,
    marketplace: 'warung-uji',
    holder: { type: 'sentra', id: sentraId },
  });
  expect(opened.body.authorizationUrl).toContain('/sim/warung-uji/');
  const consent = `${opened.body.authorizationUrl}&approve=1&shop_name=${encodeURIComponent('Toko Uji')}`;
  expect((await fetch(consent)).status).toBe(200);
  const account = await until('the shop to be connected', async () => {
    const reply = await call('kementerian', 'GET', `/v1/accounts/${accountId}`);
    return reply.body.state === 'connected' ? reply.body : undefined;
  });
  expect(account).toMatchObject({ marketplace: 'warung-uji', shopName: 'Toko Uji' });
  const shop = await fetch(`${service.api}/sim/warung-uji/_shop/${account.shopId}`, {
    headers: { accept: 'application/json' },
  });
  expect(await shop.json()).toMatchObject({ products: [] });
});

test('it passes the contract suite, from which no connector can opt out', () => {
  const output = execFileSync(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      '--runTestsByPath',
      'test/contract/connectors.test.ts',
      '-t',
      'warung-uji',
      '--json',
    ],
    {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const { numPassedTests, numFailedTests } = JSON.parse(output);
  expect(numFailedTests).toBe(0);
  expect(numPassedTests).toBeGreaterThan(20);
}, 120_000);

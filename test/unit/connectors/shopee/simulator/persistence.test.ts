import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createSimulator } from '../../../../../connectors/shopee/simulator/index.ts';
import { createHarness, createShop, snack } from './harness.ts';

test('everything is there again after a restart', async () => {
  const harness = createHarness();
  const { shop, imageId } = await createShop(harness);
  const added = await harness.post(shop, 'product/add_item', snack(imageId));
  const before = await harness.door('GET', `/_shop/${shop.shopId}`);
  const app = harness.simulator().app();
  harness.restart();
  expect(harness.simulator().app()).toEqual(app);
  expect(await harness.door('GET', `/_shop/${shop.shopId}`)).toEqual(before);
  expect((await harness.request('GET', `/_image/${imageId}`)).status).toBe(200);
  expect((await harness.get(shop, 'shop/get_shop_info'))['error']).toBe('');
  const refresh = { refresh_token: shop.refreshToken, shop_id: shop.shopId };
  expect((await harness.tokenCall('access_token/get', refresh))['error']).toBe('');
  harness.restart();
  expect((await harness.tokenCall('access_token/get', refresh))['error']).toBe('error_shop_refresh_token');
  const next = await harness.post(shop, 'product/add_item', snack(imageId));
  expect(next['response'].item_id).toBe(Number(added['response'].item_id) + 1);
  harness.close();
});

/** Puts up items for ever, saying each number once it was answered. */
const child = (dataDir: string): string => `
  import { createSimulator } from ${JSON.stringify(join(process.cwd(), 'connectors/shopee/simulator/index.ts'))};
  const simulator = createSimulator({ dataDir: ${JSON.stringify(dataDir)}, clock: Date.now, publicBaseUrl: 'http://x/sim/shopee', fetch });
  const door = (method, path, json) => simulator.handle({ method, path, query: new URLSearchParams(), headers: { accept: 'application/json' }, body: Buffer.from(JSON.stringify(json)) });
  await door('PUT', '/_shop/5', { name: 'Toko' });
  for (let n = 0; ; n += 1) {
    await door('POST', '/_shop/5/items', { name: 'Barang ' + n, price: 1000 + n });
    process.stdout.write(n + '\\n');
  }`;

test('what was answered survives kill -9', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shopee-sim-'));
  const running = spawn(process.execPath, ['--input-type=module', '-e', child(dataDir)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((resolve) => {
    running.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n50\n')) running.kill('SIGKILL');
    });
    running.on('close', () => resolve());
  });
  const answered = said.split('\n').slice(0, -1).map(Number);
  const simulator = createSimulator({ dataDir, clock: Date.now, publicBaseUrl: 'http://x/sim/shopee', fetch });
  const answer = await simulator.handle({
    method: 'GET',
    path: '/_shop/5',
    query: new URLSearchParams(),
    headers: { accept: 'application/json' },
    body: new Uint8Array(),
  });
  simulator.close();
  rmSync(dataDir, { recursive: true });
  const names = JSON.parse(String(answer.body)).products.map((product: { item_name: string }) => product.item_name);
  expect(answered.length).toBeGreaterThan(50);
  expect(names).toEqual(expect.arrayContaining(answered.map((n) => `Barang ${n}`)));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThanOrEqual(answered.length + 1);
});

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newSecret } from '../../../shared/domain/partner/endpoint.ts';
import { sampleMessage } from '../../../shared/domain/partner/sample-message.ts';
import { signWebhook } from '../../../shared/domain/partner/standard-webhooks.ts';

/** The receiver that docs/partners.md shows, run as a partner would run it. */
const folder = mkdtempSync(join(tmpdir(), 'receiver-'));
const secret = newSecret();
let receiver: ChildProcess;
let url = '';
let printed = '';

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

beforeAll(async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/partners.md'), 'utf8');
  const [, code = ''] = /```js\n(.*?)```/su.exec(page) ?? [];
  writeFileSync(join(folder, 'receiver.mjs'), code);
  const port = await freePort();
  url = `http://127.0.0.1:${port}/`;
  receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env: { SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((listening) => {
    receiver.stdout?.on('data', (chunk) => {
      printed += String(chunk);
      if (printed.includes('listening')) listening();
    });
  });
});
afterAll(() => {
  receiver.kill();
  rmSync(folder, { recursive: true });
});

const post = async (
  secrets: readonly string[],
  nowMs = Date.now(),
  change = (body: string) => body,
): Promise<number> => {
  const { body, webhookId } = sampleMessage('01JD8ZQ4Y0PARTNER000000000', 'listing.upserted.v1', 'msg_1', nowMs);
  const headers = { ...signWebhook(secrets, { id: webhookId, body, nowMs }) };
  return (await fetch(url, { method: 'POST', headers, body: change(body) })).status;
};

test('takes what we sign, also while two secrets are valid, and handles it once', async () => {
  expect(await post([secret])).toBe(204);
  expect(await post([newSecret(), secret])).toBe(204);
  expect(printed.match(/listing\.upserted\.v1/gu)).toHaveLength(1);
});

test('refuses what is forged, changed or old', async () => {
  expect(await post([newSecret()])).toBe(401);
  expect(await post([secret], Date.now(), (body) => `${body} `)).toBe(401);
  expect(await post([secret], Date.now() - 400_000)).toBe(401);
});

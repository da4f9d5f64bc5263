import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createEngineClient, type CallEngine } from '../../../local/aws/engine-client.ts';
import { createLifecycle } from '../../../local/aws/lifecycle.ts';
import { createObjectStore } from '../../../local/aws/object-store.ts';
import { engineHeaders } from '../../../local/aws/dynamodb-door.ts';
import { startDynoxide, type Engine } from '../../../local/engines/dynoxide.ts';
import { startFauxqs } from '../../../local/engines/fauxqs.ts';
import { createSweeper } from '../../../local/engines/sweeper.ts';
import { createTables } from '../../../local/engines/tables.ts';
import { openState } from '../../../local/state.ts';
import { planAssembly } from '../../../local/template/plan.ts';
import { writeAssembly } from './fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'local-expiry-'));
const plan = () =>
  planAssembly(writeAssembly(root), {
    region: 'ap-southeast-3',
    account: '000000000000',
    publicUrl: 'http://localhost:1',
    doorsUrl: 'http://127.0.0.1:2',
    issuer: 'http://localhost:1/_identity',
  });
let dynoxide: Engine;
let fauxqs: Engine;
let dynamo: CallEngine;
let planned: ReturnType<typeof plan>;

beforeAll(async () => {
  planned = plan();
  [dynoxide, fauxqs] = await Promise.all([startDynoxide(root), startFauxqs(root, 'ap-southeast-3')]);
  dynamo = createEngineClient(dynoxide.url);
  await createTables(planned.tables, dynamo);
}, 60_000);
afterAll(async () => {
  await Promise.all([dynoxide.stop(), fauxqs.stop()]);
  rmSync(root, { recursive: true, force: true });
});

const ask = async (operation: string, body: unknown) => {
  const headers = engineHeaders(`DynamoDB_20120810.${operation}`);
  return JSON.parse(
    (await dynamo({ method: 'POST', path: '/', headers, body: JSON.stringify(body) })).body.toString(),
  ) as { Items: { pk: { S: string } }[] };
};

test('an item whose time has come ends, others stay', async () => {
  const now = Math.floor(Date.now() / 1000);
  for (const [pk, expiresAt] of [
    ['past', now - 60],
    ['future', now + 600],
  ] as const)
    await ask('PutItem', { TableName: 'things', Item: { pk: { S: pk }, expiresAt: { N: String(expiresAt) } } });
  await ask('PutItem', { TableName: 'things', Item: { pk: { S: 'never' } } });
  const state = openState(join(root, 'state'));
  const expired = new Set<string>();
  await createSweeper({
    plan: planned,
    engine: dynamo,
    dataDir: root,
    state,
    onWrite: () => undefined,
    isOwnEngine: true,
    expired,
  }).sweep();
  state.close();
  const { Items } = await ask('Scan', { TableName: 'things' });
  expect(Items.map(({ pk }) => pk.S).sort()).toEqual(['future', 'never']);
  expect([...expired]).toEqual(['["things",{"S":"past"}]']);
});

test('an object ends as its bucket’s rule says', async () => {
  const engine = createEngineClient(fauxqs.url);
  const store = createObjectStore(engine);
  await store.createBucket('photos');
  for (const key of ['uploads/a&b', 'renditions/c'])
    await store.put(
      'photos',
      key,
      {},
      (async function* () {
        yield Buffer.from('x');
      })(),
      () => undefined,
    );
  const Rules = [{ Status: 'Enabled' as const, Prefix: 'uploads/', ExpirationInDays: 2 }];
  const buckets = [{ name: 'photos', properties: { LifecycleConfiguration: { Rules } } }];
  const after = (days: number) => createLifecycle(buckets, engine, () => Date.now() + days * 24 * 3_600_000).sweep();
  await after(1);
  expect(await store.exists('photos', 'uploads/a&b')).toBe(true);
  await after(3);
  expect(await store.exists('photos', 'uploads/a&b')).toBe(false);
  expect(await store.exists('photos', 'renditions/c')).toBe(true);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { writeAssembly } from './fixture.ts';
import { launch, ready, until, type Service } from './service.ts';

const root = mkdtempSync(join(tmpdir(), 'local-cloud-'));
const dataDir = join(root, 'data');
const port = '18210';
let assembly = '';
let service: Service;

const start = async (): Promise<Service> => {
  service = await ready(launch(['--port', port, '--data', dataDir, '--assembly', assembly]));
  return service;
};
const endpoints = async () =>
  (await (await fetch(`${service.base}/_local/endpoints`)).json()) as {
    environment: Record<string, string>;
    queues: { name: string; url: string }[];
  };
const clients = async () => {
  const { environment: env, queues } = await endpoints();
  const credentials = { accessKeyId: env['AWS_ACCESS_KEY_ID']!, secretAccessKey: env['AWS_SECRET_ACCESS_KEY']! };
  const common = { region: env['AWS_REGION']!, credentials, endpoint: env['AWS_ENDPOINT_URL_SQS']! };
  return {
    dynamo: new DynamoDBClient(common),
    sqs: new SQSClient(common),
    urlOf: (name: string) => queues.find((queue) => queue.name === name)!.url,
  };
};
const put = (id: string, path = 'things', headers: Record<string, string> = {}) =>
  fetch(`${service.base}/${path}/${id}`, {
    method: 'PUT',
    body: '{}',
    headers: { 'content-type': 'application/json', ...headers },
  });
const isSeen = async (dynamo: DynamoDBClient, id: string): Promise<true | undefined> =>
  (await dynamo.send(new GetItemCommand({ TableName: 'things', Key: { pk: { S: `SEEN#${id}` } } }))).Item && true;

beforeAll(async () => {
  assembly = writeAssembly(root);
  await start();
}, 60_000);
afterAll(async () => {
  await service.stop();
  rmSync(root, { recursive: true, force: true });
});

describe('the way of the data', () => {
  test('a change reaches its consumer over stream, bus and queue', async () => {
    expect((await put('first')).status).toBe(201);
    const { dynamo } = await clients();
    await until('first is seen', () => isSeen(dynamo, 'first'));
  });

  test('what was accepted reaches its consumer after a power cut', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `cut-${index}`);
    const accepted: string[] = [];
    const sending = ids.map(async (id) => {
      const answer = await put(id).catch(() => undefined);
      if (answer?.status === 201) accepted.push(id);
    });
    await until('some are accepted', async () => (accepted.length > 20 ? true : undefined));
    await service.kill();
    await Promise.all(sending);
    await start();
    const { dynamo } = await clients();
    for (const id of accepted) await until(`${id} is seen`, () => isSeen(dynamo, id));
    expect(accepted.length).toBeGreaterThan(20);
  });

  test('the engine ends with its parent', async () => {
    const pid = Number(readFileSync(join(dataDir, 'dynoxide.pid'), 'utf8'));
    process.kill(pid, 0);
    await service.kill();
    await until('dynoxide has ended', async () => {
      try {
        process.kill(pid, 0);
        return undefined;
      } catch {
        return true;
      }
    });
    await start();
  });

  test('a message that fails again and again ends in the dead-letter queue, and only that', async () => {
    await Promise.all([put('poison-1'), put('well-1')]);
    const { dynamo, sqs, urlOf } = await clients();
    const dead = await until('a dead letter', async () => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('dead') }));
      return Messages?.[0]?.Body;
    });
    expect(JSON.parse(dead).detail).toEqual({ id: 'poison-1' });
    expect(await isSeen(dynamo, 'well-1')).toBe(true);
  });
});

describe('the HTTP API answers as API Gateway does', () => {
  test('unknown route', async () => {
    const answer = await fetch(`${service.base}/nowhere`);
    expect([answer.status, await answer.text()]).toEqual([404, '{"message":"Not Found"}']);
  });

  test('a token is asked for, and its subject handed on', async () => {
    const refused = await put('mine', 'own');
    expect([refused.status, await refused.text()]).toEqual([401, '{"message":"Unauthorized"}']);
    const forged = await put('mine', 'own', { authorization: `Bearer ${'a'.repeat(20)}.b.c` });
    expect(forged.status).toBe(401);
    const { token } = (await (await fetch(`${service.base}/_local/token?user=pemilik`)).json()) as { token: string };
    const answer = await put('mine?a=1&a=2', 'own', { authorization: `Bearer ${token}` });
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sub: string };
    expect([answer.status, await answer.json()]).toEqual([201, { id: 'mine', query: { a: '1,2' }, sub }]);
  });

  test('a function that dies or is late', async () => {
    const died = await put('crash');
    expect([died.status, await died.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect((await put('late')).status).toBe(500);
    expect(service.output()).toContain('Task timed out after 2.00 seconds');
  });

  test('a body over 10 MB', async () => {
    const answer = await fetch(`${service.base}/things/big`, { method: 'PUT', body: 'x'.repeat(11_000_000) });
    expect([answer.status, await answer.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
  });
});

describe('a role allows what its policy says, nothing else', () => {
  test('a partition outside the leading keys', async () => {
    await put('first');
    const allowed = await fetch(`${service.base}/things/_peek?pk=SEEN%23first`);
    expect(allowed.status).toBe(200);
    const refused = await fetch(`${service.base}/things/_peek?pk=THING%23first`);
    expect([refused.status, await refused.text()]).toEqual([403, 'AccessDeniedException']);
    expect(service.output()).toContain('not authorized to perform: dynamodb:GetItem');
  });
});

describe('what cannot run ends with one line and exit code 1', () => {
  const refused = async (args: readonly string[]): Promise<string> => {
    const other = launch(args);
    expect(await other.exitCode()).toBe(1);
    return other.output();
  };

  test('a taken port', async () => {
    const said = await refused(['--port', port, '--data', join(root, 'other'), '--assembly', assembly]);
    expect(said).toBe(`port ${port} is taken: stop what listens there, or choose another with --port\n`);
  });

  test('a data directory in use', async () => {
    const said = await refused(['--port', '18214', '--data', dataDir, '--assembly', assembly]);
    expect(said).toMatch(/^the data directory .* is in use by process \d+: .*\n$/);
  });

  test('a property the local cloud does not know', async () => {
    const odd = writeAssembly(join(root, 'odd'), (stack) => {
      new CfnQueue(stack, 'Odd', { fifoQueue: true });
    });
    const said = await refused(['--port', '18214', '--data', join(root, 'other'), '--assembly', odd]);
    expect(said).toBe(
      'stack work, AWS::SQS::Queue Odd: the local cloud cannot run this: Unrecognized key: "FifoQueue"\n',
    );
  });
});

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableAt } from '../../shared/persistence/dynamo.ts';
import { listingIndexes, registerIndexes, type Table } from '../../shared/persistence/keys.ts';

export interface Dynoxide {
  /** A fresh table of this kind, with the keys and indexes of keys.ts. */
  readonly createTable: (kind: Table) => Promise<TableAt>;
  readonly stop: () => Promise<void>;
}

const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** A real DynamoDB engine on a port of its own, gone with the test. */
export const startDynoxide = async (): Promise<Dynoxide> => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'dynoxide-'));
  const binary = new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url).pathname;
  const engine = spawn(binary, ['--port', String(port), '--db-path', join(folder, 'db.sqlite')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => engine.once('exit', () => resolve()));
  const dynamo = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  for (let attempt = 0; ; attempt += 1) {
    try {
      await dynamo.send(new ListTablesCommand({}));
      break;
    } catch (error) {
      if (attempt === 200) throw error;
      await wait(25);
    }
  }
  let tables = 0;
  return {
    createTable: async (kind) => {
      const table = `${kind}-${String((tables += 1))}`;
      const indexes = Object.entries(kind === 'register' ? registerIndexes : listingIndexes);
      const attributes = ['pk', 'sk', ...indexes.flatMap(([, { pk, sk }]) => [pk, sk])];
      await dynamo.send(
        new CreateTableCommand({
          TableName: table,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [...new Set(attributes)].map((AttributeName) => ({
            AttributeName,
            AttributeType: 'S',
          })),
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          GlobalSecondaryIndexes: indexes.map(([IndexName, { pk, sk }]) => ({
            IndexName,
            KeySchema: [
              { AttributeName: pk, KeyType: 'HASH' },
              { AttributeName: sk, KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          })),
        }),
      );
      return { dynamo, table };
    },
    stop: async () => {
      engine.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

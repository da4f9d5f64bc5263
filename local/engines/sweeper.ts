import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { engineHeaders } from '../aws/dynamodb-door.ts';
import type { CallEngine } from '../aws/engine-client.ts';
import type { State } from '../state.ts';
import type { Plan, PlannedTable } from '../template/plan.ts';

const Item = z.record(z.string(), z.unknown());
const Scanned = z.looseObject({ Items: z.array(Item).default([]), LastEvaluatedKey: Item.optional() });
const Newest = z.object({ id: z.number().nullable() });

/** A whole table is read each time; AWS takes days, so minutes are quick. */
const sweepMs = 300_000;
const keepSeconds = 24 * 3600;
/** Rows deleted at once: the engine cannot write meanwhile, and gives up after a few seconds. */
const chunk = 200;

/** Names an item by its key. */
export const expiryMark = ({ name, properties }: PlannedTable, item: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([name, ...properties.KeySchema.map(({ AttributeName }) => item[AttributeName])]);

/** Does what the engine does not: ends items whose time has come, trims streams after a day. */
export const createSweeper = (deps: {
  readonly plan: Plan;
  readonly engine: CallEngine;
  readonly dataDir: string;
  readonly state: State;
  readonly onWrite: (table: string) => void;
  readonly isOwnEngine: boolean;
  /** Told before an item's end, so that its stream record can say whose doing it was. */
  readonly expired: Set<string>;
}) => {
  let timer: NodeJS.Timeout | undefined;
  const file = join(deps.dataDir, 'dynamodb.db');

  const ask = async (operation: string, body: unknown): Promise<unknown> => {
    const headers = engineHeaders(`DynamoDB_20120810.${operation}`);
    const answer = await deps.engine({ method: 'POST', path: '/', headers, body: JSON.stringify(body) });
    return JSON.parse(answer.body.toString('utf8'));
  };

  const expire = async (table: PlannedTable, now: number): Promise<void> => {
    const { ttlAttribute, name } = table;
    if (ttlAttribute === undefined) return;
    const keyNames = table.properties.KeySchema.map(({ AttributeName }) => AttributeName);
    let from: z.infer<typeof Item> | undefined;
    do {
      const page = Scanned.parse(
        await ask('Scan', {
          TableName: name,
          FilterExpression: '#ttl < :now AND attribute_type(#ttl, :number)',
          ExpressionAttributeNames: { '#ttl': ttlAttribute },
          ExpressionAttributeValues: { ':now': { N: String(now) }, ':number': { S: 'N' } },
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      for (const item of page.Items) {
        deps.expired.add(expiryMark(table, item));
        await ask('DeleteItem', {
          TableName: name,
          Key: Object.fromEntries(keyNames.map((key) => [key, item[key]])),
          ConditionExpression: '#ttl < :now',
          ExpressionAttributeNames: { '#ttl': ttlAttribute },
          ExpressionAttributeValues: { ':now': { N: String(now) } },
        });
      }
      if (page.Items.length > 0) deps.onWrite(name);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  };

  /** Up to where every reader of a table has read; undefined while one has not begun. */
  const consumedUpTo = (table: PlannedTable): string | undefined => {
    const positions = deps.plan.mappings
      .filter(({ EventSourceArn }) => EventSourceArn === table.streamArn)
      .map(({ id }) => deps.state.get('stream-position', `${id} ${table.name}`));
    if (positions.length === 0 || positions.includes(undefined)) return undefined;
    return positions
      .flatMap((position) => (position === undefined ? [] : [BigInt(position)]))
      .reduce((least, one) => (one < least ? one : least))
      .toString();
  };

  const trim = (now: number): void => {
    if (!deps.isOwnEngine || !existsSync(file)) return;
    const database = new DatabaseSync(file, { timeout: 200 });
    try {
      for (const table of deps.plan.tables) {
        const consumed = consumedUpTo(table);
        if (consumed === undefined) continue;
        // never the last: numbering would begin anew
        const { id } = Newest.parse(
          database.prepare('SELECT MAX(id) AS id FROM _stream_records WHERE table_name = ?').get(table.name),
        );
        database
          .prepare(
            `DELETE FROM _stream_records WHERE id IN (SELECT id FROM _stream_records WHERE table_name = ?
             AND CAST(sequence_number AS INTEGER) < CAST(? AS INTEGER) AND created_at < ? AND id <> ?
             ORDER BY CAST(sequence_number AS INTEGER) LIMIT ${chunk})`,
          )
          .run(table.name, consumed, now - keepSeconds, id ?? 0);
      }
    } catch {
      // the engine is writing: the next sweep comes soon
    } finally {
      database.close();
    }
  };

  const sweep = async (): Promise<void> => {
    const now = Math.floor(Date.now() / 1000);
    for (const table of deps.plan.tables) await expire(table, now);
    trim(now);
  };

  return {
    sweep,
    start: () => {
      timer = setInterval(
        () => void sweep().catch((fault: unknown) => console.error(`sweep: ${String(fault)}`)),
        sweepMs,
      );
    },
    stop: () => clearInterval(timer),
  };
};

import { randomUUID } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AuditEntry, type AuditedThing, type RecordAudit } from '../domain/privacy/audit.ts';
import { retentionDays } from '../domain/privacy/retention.ts';
import { toEpochSeconds } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { readPage, registerStretch, type Page, type Position } from './page.ts';

const Row = z.looseObject({}).pipe(AuditEntry);

/** Appends to the trail: a key of its own each time, so that nothing is ever written over. */
export const createAudit =
  ({ dynamo, table }: TableAt): RecordAudit =>
  async (entry) => {
    const place = `${entry.at}#${randomUUID().slice(0, 8)}`;
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: {
          ...registerKeys.audit(entry.thing, entry.id, place),
          type: 'audit',
          ...entry,
          regionPk: `AUDIT-DAY#${entry.at.slice(0, 10)}`,
          regionSk: `${place}#${entry.thing}#${entry.id}`,
          expiresAt: toEpochSeconds(Date.parse(entry.at)) + retentionDays.audit * 86_400,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  };

const Start = z.object({ sk: z.string() });

/** Reads the trail, newest first of one thing, oldest first of one day. */
export const createAuditReader = (at: TableAt) => ({
  ofThing: async (
    { thing, id }: { readonly thing: AuditedThing; readonly id: string },
    limit: number,
    position: Position | undefined,
  ): Promise<Page<AuditEntry>> => {
    const { pk } = registerKeys.audit(thing, id, '');
    const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: position === undefined ? undefined : { pk, sk: Start.parse(position).sk },
      }),
    );
    return {
      rows: Items.map((item) => Row.parse(item)),
      position: LastEvaluatedKey === undefined ? undefined : Start.parse(LastEvaluatedKey),
    };
  },

  ofDay: (day: string, limit: number, position: Position | undefined): Promise<Page<AuditEntry>> =>
    readPage(at, {
      stretches: [registerStretch('by-region', `AUDIT-DAY#${day}`)],
      limit,
      position,
      parse: (item) => Row.parse(item),
    }),
});

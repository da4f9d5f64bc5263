import * as z from 'zod';
import type { Plan, PlannedTable } from '../template/plan.ts';
import type { Access } from './iam.ts';
import { insertedValue } from './partiql-insert.ts';
import { ServiceFault } from './service-fault.ts';

const Item = z.record(z.string(), z.unknown());
const Text = z.object({ S: z.string() });
const Single = z.looseObject({ TableName: z.string() });
const Expression = {
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: Item.optional(),
};
const Query = z.looseObject({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string().optional(),
  ...Expression,
});
const BatchGet = z.looseObject({ RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(Item) })) });
const BatchWrite = z.looseObject({
  RequestItems: z.record(
    z.string(),
    z.array(
      z.looseObject({
        PutRequest: z.looseObject({ Item }).optional(),
        DeleteRequest: z.looseObject({ Key: Item }).optional(),
      }),
    ),
  ),
});
const TransactWrite = z.looseObject({
  TransactItems: z.array(
    z
      .record(
        z.enum(['Put', 'Update', 'Delete', 'ConditionCheck']),
        z.looseObject({ TableName: z.string(), Key: Item.optional(), Item: Item.optional() }),
      )
      .or(
        z.partialRecord(
          z.enum(['Put', 'Update', 'Delete', 'ConditionCheck']),
          z.looseObject({ TableName: z.string(), Key: Item.optional(), Item: Item.optional() }),
        ),
      ),
  ),
});
const TransactGet = z.looseObject({
  TransactItems: z.array(z.looseObject({ Get: z.looseObject({ TableName: z.string(), Key: Item }) })),
});
const Statement = z.looseObject({ Statement: z.string(), Parameters: z.array(z.unknown()).optional() });
const Statements = z.looseObject({ Statements: z.array(Statement) });

/** What a DynamoDB call needs, and the tables it writes. */
export interface Demand {
  readonly accesses: readonly Access[];
  readonly writes: readonly string[];
}

const nameOf = (tableNameOrArn: string): string => tableNameOrArn.slice(tableNameOrArn.lastIndexOf('/') + 1);

const onlyOperators = new Set(['DescribeTable', 'ListTables', 'DescribeTimeToLive', 'DescribeEndpoints', 'Scan']);
const transactActions = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

/** Reads from a call what IAM judges it by: actions, tables or indexes, partition keys (`dynamodb:LeadingKeys`). */
export const createDemandOf = (tables: Plan['tables']): ((operation: string, body: unknown) => Demand) => {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const tableOf = (nameOrArn: string): PlannedTable => {
    const found = byName.get(nameOf(nameOrArn));
    if (found === undefined) throw new ServiceFault('ResourceNotFoundException', 'Requested resource not found');
    return found;
  };
  const hashKeyOf = (schema: PlannedTable['properties']['KeySchema']): string =>
    schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
  const need = (action: string, table: PlannedTable, keys: readonly unknown[], resource = table.arn): Access => ({
    action: `dynamodb:${action}`,
    resource,
    context: {
      'dynamodb:LeadingKeys': keys.flatMap((key) => {
        const parsed = Text.safeParse(key);
        return parsed.success ? [parsed.data.S] : [];
      }),
    },
  });
  const ofItems = (
    action: string,
    table: PlannedTable,
    items: readonly (Record<string, unknown> | undefined)[],
  ): Access => {
    const hashKey = hashKeyOf(table.properties.KeySchema);
    return need(
      action,
      table,
      items.map((item) => item?.[hashKey]),
    );
  };
  const ofQuery = (body: unknown): Access => {
    const query = Query.parse(body);
    const table = tableOf(query.TableName);
    const index = table.properties.GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === query.IndexName);
    const hashKey = hashKeyOf(index?.KeySchema ?? table.properties.KeySchema);
    const equalities = [...(query.KeyConditionExpression ?? '').matchAll(/([#\w-]+)\s*=\s*(:\w+)/g)];
    const values = equalities.flatMap(([, name = '', value = '']) =>
      (query.ExpressionAttributeNames?.[name] ?? name) === hashKey ? [query.ExpressionAttributeValues?.[value]] : [],
    );
    // a key that cannot be read must not count as "all keys allowed"
    const keys = values.length === 0 ? [{ S: '' }] : values;
    return need(
      'Query',
      table,
      keys,
      query.IndexName === undefined ? table.arn : `${table.arn}/index/${query.IndexName}`,
    );
  };

  return (operation, body) => {
    switch (operation) {
      case 'GetItem': {
        const { TableName, Key } = z.looseObject({ TableName: z.string(), Key: Item }).parse(body);
        return { accesses: [ofItems('GetItem', tableOf(TableName), [Key])], writes: [] };
      }
      case 'PutItem': {
        const { TableName, Item: item } = z.looseObject({ TableName: z.string(), Item }).parse(body);
        return { accesses: [ofItems('PutItem', tableOf(TableName), [item])], writes: [nameOf(TableName)] };
      }
      case 'UpdateItem':
      case 'DeleteItem': {
        const { TableName, Key } = z.looseObject({ TableName: z.string(), Key: Item }).parse(body);
        return { accesses: [ofItems(operation, tableOf(TableName), [Key])], writes: [nameOf(TableName)] };
      }
      case 'Query':
        return { accesses: [ofQuery(body)], writes: [] };
      case 'BatchGetItem': {
        const { RequestItems } = BatchGet.parse(body);
        return {
          accesses: Object.entries(RequestItems).map(([name, { Keys }]) =>
            ofItems('BatchGetItem', tableOf(name), Keys),
          ),
          writes: [],
        };
      }
      case 'BatchWriteItem': {
        const entries = Object.entries(BatchWrite.parse(body).RequestItems);
        const accesses = entries.map(([name, requests]) =>
          ofItems(
            'BatchWriteItem',
            tableOf(name),
            requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key),
          ),
        );
        return { accesses, writes: entries.map(([name]) => nameOf(name)) };
      }
      case 'TransactGetItems': {
        const items = TransactGet.parse(body).TransactItems;
        return { accesses: items.map(({ Get }) => ofItems('GetItem', tableOf(Get.TableName), [Get.Key])), writes: [] };
      }
      case 'TransactWriteItems': {
        const parts = TransactWrite.parse(body).TransactItems.flatMap((item) =>
          (['Put', 'Update', 'Delete', 'ConditionCheck'] as const).flatMap((kind) => {
            const part = item[kind];
            return part === undefined ? [] : [{ kind, part, table: tableOf(part.TableName) }];
          }),
        );
        return {
          accesses: parts.map(({ kind, part, table }) =>
            ofItems(transactActions[kind], table, [part.Item ?? part.Key]),
          ),
          writes: [...new Set(parts.map(({ table }) => table.name))],
        };
      }
      case 'ExecuteStatement':
      case 'BatchExecuteStatement': {
        const many = operation === 'ExecuteStatement' ? [Statement.parse(body)] : Statements.parse(body).Statements;
        const parts = many.map(({ Statement: text, Parameters = [] }) => {
          const [, verb = '', name = ''] =
            /^\s*(\w+)\s+(?:INTO\s+|FROM\s+|.*?\sFROM\s+)?"?([\w.-]+)"?/is.exec(text) ?? [];
          const action = {
            insert: 'PartiQLInsert',
            update: 'PartiQLUpdate',
            delete: 'PartiQLDelete',
            select: 'PartiQLSelect',
          }[verb.toLowerCase()];
          const table = tableOf(name);
          const key =
            action === 'PartiQLInsert'
              ? insertedValue(text, Parameters, hashKeyOf(table.properties.KeySchema))
              : undefined;
          // a key that cannot be read must not count as "all keys allowed"
          return need(action ?? 'PartiQL', table, [Text.safeParse(key).data ?? { S: '' }]);
        });
        return { accesses: parts, writes: parts.map(({ resource }) => nameOf(resource)) };
      }
      default: {
        if (!onlyOperators.has(operation))
          throw new ServiceFault('UnknownOperationException', `${operation} is not known to the local cloud`);
        const table = Single.safeParse(body);
        return {
          accesses: [
            {
              action: `dynamodb:${operation}`,
              resource: table.success ? tableOf(table.data.TableName).arn : '*',
              context: {},
            },
          ],
          writes: [],
        };
      }
    }
  };
};

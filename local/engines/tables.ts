import * as z from 'zod';
import { engineHeaders } from '../aws/dynamodb-door.ts';
import type { CallEngine } from '../aws/engine-client.ts';
import { LocalFault } from '../template/local-fault.ts';
import type { Plan, PlannedTable } from '../template/plan.ts';

const Failure = z.looseObject({ __type: z.string(), message: z.string().optional(), Message: z.string().optional() });
const Described = z.looseObject({
  Table: z.looseObject({
    KeySchema: z.array(z.looseObject({ AttributeName: z.string(), KeyType: z.string() })),
    GlobalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).optional(),
  }),
});

type Ask = (operation: string, body: unknown) => Promise<{ readonly ok: boolean; readonly answer: unknown }>;

const createAsk =
  (engine: CallEngine): Ask =>
  async (operation, body) => {
    const headers = engineHeaders(`DynamoDB_20120810.${operation}`);
    const { status, body: bytes } = await engine({ method: 'POST', path: '/', headers, body: JSON.stringify(body) });
    const answer: unknown = JSON.parse(bytes.toString('utf8'));
    return { ok: status === 200, answer };
  };

const indexesOf = ({ properties }: PlannedTable) =>
  properties.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));

/** Adds the indexes that a newer template brings to a table of an older one. */
const update = async (ask: Ask, table: PlannedTable): Promise<void> => {
  const { answer } = await ask('DescribeTable', { TableName: table.name });
  const { Table } = Described.parse(answer);
  const isSame = table.properties.KeySchema.every(({ AttributeName }) =>
    Table.KeySchema.some((key) => key.AttributeName === AttributeName),
  );
  if (!isSame) throw new LocalFault(`table ${table.name} has other keys than the template says: start with --fresh`);
  const existing = new Set(Table.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  for (const index of indexesOf(table)) {
    if (existing.has(index.IndexName)) continue;
    const added = await ask('UpdateTable', {
      TableName: table.name,
      AttributeDefinitions: table.properties.AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
    if (!added.ok)
      throw new LocalFault(
        `table ${table.name}: index ${index.IndexName} cannot be added, start with --fresh: ${JSON.stringify(added.answer)}`,
      );
  }
};

/**
 * Makes the tables of the plan, or checks those that are there.
 * @throws LocalFault when a table on disk does not fit the template any more.
 */
export const createTables = async (tables: Plan['tables'], engine: CallEngine): Promise<void> => {
  const ask = createAsk(engine);
  for (const table of tables) {
    const { KeySchema, AttributeDefinitions, StreamSpecification } = table.properties;
    const indexes = indexesOf(table);
    const created = await ask('CreateTable', {
      TableName: table.name,
      KeySchema,
      AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
      ...(StreamSpecification && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: StreamSpecification.StreamViewType },
      }),
    });
    if (created.ok) continue;
    const failure = Failure.parse(created.answer);
    if (!failure.__type.endsWith('ResourceInUseException'))
      throw new LocalFault(`table ${table.name}: ${failure.message ?? failure.Message ?? failure.__type}`);
    await update(ask, table);
  }
};

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Timeouts {
  readonly connectMs: number;
  readonly requestMs: number;
}

/** The document client of one function. Time-outs are asked for, so that no call can outlive its function unnoticed. */
export const createDynamo = ({ connectMs, requestMs }: Timeouts): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({ maxAttempts: 3, requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs } }),
    {
      marshallOptions: {
        removeUndefinedValues: true,
        // people name their products' attributes: one called "constructor" makes a plain object look like a class's
        convertClassInstanceToMap: true,
      },
    },
  );

/** Where a repository reads and writes: the client and the table's name. */
export interface TableAt {
  readonly dynamo: DynamoDBDocumentClient;
  readonly table: string;
}

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Version, versionsKept } from '../domain/curation/version.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { VersionRow } from './rows/version-row.ts';
import { readItem, type Step } from './versioned-item.ts';

/** A version without its content. */
const Summary = Version.omit({ content: true });
export type VersionSummary = z.infer<typeof Summary>;

const SortKey = z.object({ sk: z.string() });

/** Versions of a product, newest first, with these attributes only. */
const queryVersions = async (
  { dynamo, table }: TableAt,
  productId: string,
  attributes: readonly string[],
  limit?: number,
): Promise<readonly unknown[]> => {
  const { pk } = registerKeys.version(productId, '');
  const found: unknown[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': 'VERSION#' },
        ProjectionExpression: attributes.map((_, n) => `#a${String(n)}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name, n) => [`#a${String(n)}`, name])),
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: limit,
        ExclusiveStartKey: from,
      }),
    );
    found.push(...Items);
    from = limit === undefined || found.length < limit ? LastEvaluatedKey : undefined;
  } while (from !== undefined);
  return found;
};

/** Versions of products in the register table. */
export const createVersions = (at: TableAt) => ({
  read: async (productId: string, etag: string): Promise<Version | undefined> => {
    const row = await readItem(at, registerKeys.version(productId, etag), VersionRow);
    return row && Version.parse(row);
  },

  /** The newest, without their contents. */
  list: async (productId: string, limit: number): Promise<readonly VersionSummary[]> =>
    (await queryVersions(at, productId, ['etag', 'changed', 'history'], limit)).map((item) => Summary.parse(item)),
});

/** Takes out what is beyond the newest versions once another one comes. */
export const surplusSteps = async (at: TableAt, productId: string, coming: string): Promise<readonly Step[]> => {
  const { pk, sk: own } = registerKeys.version(productId, coming);
  const others = (await queryVersions(at, productId, ['sk'])).map((item) => SortKey.parse(item).sk);
  return others
    .filter((sk) => sk !== own)
    .slice(versionsKept.newest - 1)
    .map((sk) => ({ remove: { pk, sk }, expected: 'any' }));
};

/** Takes out all versions of a product that is deleted. */
export const allVersionSteps = async (at: TableAt, productId: string): Promise<readonly Step[]> => {
  const { pk } = registerKeys.version(productId, '');
  const keys = (await queryVersions(at, productId, ['sk'])).map((item) => SortKey.parse(item).sk);
  return keys.map((sk) => ({ remove: { pk, sk }, expected: 'any' }));
};

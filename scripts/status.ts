/**
 * What waits and why: listings that are due or not yet as wanted, dead letters, breakers.
 *   npm run status -- [--api URL | --stage S] [--most N]
 */
import { parseArgs } from 'node:util';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchGetCommand, GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { connectors } from '../connectors/registry.ts';
import { Listing } from '../shared/domain/listing/listing.ts';
import { changeOf, stateOf } from '../shared/domain/listing/state.ts';
import { createDynamo } from '../shared/persistence/dynamo.ts';
import { listingIndexes, listingKeys } from '../shared/persistence/keys.ts';
import { dueShards } from '../shared/persistence/listing-repository.dynamo.ts';
import { operate, patience } from './operator.ts';

const { values } = parseArgs({
  options: {
    api: { type: 'string', default: 'http://localhost:8080' },
    stage: { type: 'string' },
    most: { type: 'string', default: '50' },
  },
});
const most = z.coerce.number().int().positive().parse(values.most);

/** Why a listing is not simply live or off, in a few words. */
const why = (listing: Listing): string => {
  const { observed } = listing;
  const problems = [
    ...observed.blocked,
    ...Object.values(observed.refused).flatMap((refused) => refused.problems),
    ...Object.values(observed.deferred).map((deferred) => deferred.problem),
  ];
  return [
    observed.pending === undefined ? '' : 'waits to learn what became of a create',
    observed.failing === undefined ? '' : `${observed.failing.reason} ${observed.failing.marketplaceCode ?? ''}`.trim(),
    ...problems.map((problem) => `${problem.code}: ${problem.message.id}`),
    listing.lease === undefined ? '' : 'being looked at',
  ]
    .filter((text) => text !== '')
    .join('; ');
};

const Key = z.object({ pk: z.string(), sk: z.string() });

/** The listings of some keys, a hundred per call. What a busy table leaves out is asked for again. */
const readListings = async (
  dynamo: DynamoDBDocumentClient,
  table: string,
  keys: readonly z.infer<typeof Key>[],
): Promise<Listing[]> => {
  const listings: Listing[] = [];
  for (let left = [...keys]; left.length > 0;) {
    const { Responses = {}, UnprocessedKeys = {} } = await dynamo.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: left.slice(0, 100) } } }),
    );
    listings.push(...(Responses[table] ?? []).map((item) => Listing.parse(item)));
    left = [...z.array(Key).parse(UnprocessedKeys[table]?.Keys ?? []), ...left.slice(100)];
  }
  return listings;
};

const Breaker = z.object({ failures: z.int(), openUntilMs: z.number().optional() });

const show = async (): Promise<void> => {
  const { listingsTable, queues } = await operate(values);
  const dynamo = createDynamo(patience);
  const now = Date.now();

  for (const { name } of connectors) {
    const { Item } = await dynamo.send(new GetCommand({ TableName: listingsTable, Key: listingKeys.breaker(name) }));
    const breaker = Item === undefined ? undefined : Breaker.parse(Item);
    const isOpen = (breaker?.openUntilMs ?? 0) > now;
    console.log(
      `${name}: ${isOpen ? `breaker open until ${new Date(breaker?.openUntilMs ?? now).toISOString()}` : 'breaker closed'}, ${breaker?.failures ?? 0} failures in a row`,
    );

    const due: Listing[] = [];
    let resting = 0;
    let isCut = false;
    const partitions = Array.from({ length: dueShards }, (_, shard) => [
      `DUE#${name}#${shard}`,
      `STUCK#${name}#${shard}`,
    ]).flat();
    for (const partition of partitions) {
      const { Items = [], LastEvaluatedKey } = await dynamo.send(
        new QueryCommand({
          TableName: listingsTable,
          IndexName: 'by-due',
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': listingIndexes['by-due'].pk },
          ExpressionAttributeValues: { ':pk': partition },
          Limit: 1_000,
        }),
      );
      isCut ||= LastEvaluatedKey !== undefined;
      for (const listing of await readListings(
        dynamo,
        listingsTable,
        Items.map((item) => Key.parse(item)),
      )) {
        const isAtRest =
          ['live', 'off'].includes(stateOf(listing, now)) && changeOf(listing, now) === null && why(listing) === '';
        if (isAtRest) resting += 1;
        else due.push(listing);
      }
    }
    due.sort((a, b) => (a.nextTryAt ?? '').localeCompare(b.nextTryAt ?? ''));
    console.log(
      `  ${due.length} not as wanted${isCut ? ' (of the first thousand per shard)' : ''}, ${resting} at rest with a routine look ahead`,
    );
    for (const listing of due.slice(0, most)) {
      const { productId, accountId, nextTryAt = 'when something changes', observed } = listing;
      console.log(
        `  ${productId} ${accountId} ${stateOf(listing, now)} next ${nextTryAt} after ${observed.attempts} attempts: ${why(listing) || 'on its way'}`,
      );
    }
    if (due.length > most) console.log(`  and ${due.length - most} more (--most ${due.length})`);
  }

  const sqs = new SQSClient({});
  for (const { name, url } of queues) {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    const waiting = Number(Attributes['ApproximateNumberOfMessages'] ?? 0);
    const inFlight = Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0);
    if (!name.endsWith('-dead')) console.log(`${name}: ${waiting} waiting, ${inFlight} in work`);
    else if (waiting > 0)
      console.log(`${name}: ${waiting} DEAD LETTERS (npm run redrive -- ${name} shows them, --yes sends them back)`);
    else console.log(`${name}: no dead letters`);
  }
};

try {
  await show();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

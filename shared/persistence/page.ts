import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ProblemError } from '../domain/problem.ts';
import type { TableAt } from './dynamo.ts';
import { registerIndexes } from './keys.ts';

/** A stretch of an index: one partition, and what its sort key begins with. */
export interface Stretch {
  readonly index: string;
  /** Names of the index's key attributes, from `keys.ts`. */
  readonly attributes: { readonly pk: string; readonly sk: string };
  readonly pk: string;
  readonly prefix: string;
}

/** A stretch of one of the register's indexes. */
export const registerStretch = (index: keyof typeof registerIndexes, pk: string, prefix = ''): Stretch => ({
  index,
  attributes: registerIndexes[index],
  pk,
  prefix,
});

/** Where a list goes on: strings only, so that it fits a cursor. */
export type Position = Record<string, string>;

export interface PageRequest<Row> {
  /** Read one after the other, in this order; the caller's scope must already be in them. */
  readonly stretches: readonly Stretch[];
  readonly limit: number;
  readonly position: Position | undefined;
  readonly parse: (item: unknown) => Row;
  /** Keeps what the question asks for (`stretch`: where it was read); without it everything read is kept. */
  readonly keep?: ((row: Row, stretch: Stretch) => boolean) | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly position: Position | undefined;
}

/** Items that one page looks at when it filters, however few of them it keeps: the bound on what a page costs. */
const filteredReads = 200;

const Keyed = z.record(z.string(), z.unknown()).and(z.object({ pk: z.string(), sk: z.string() }));

const nameOf = ({ index, pk, prefix }: Stretch): string => `${index}|${pk}|${prefix}`;

/** Where reading starts. A position that does not lie in the caller's own stretches is refused. */
const startOf = (stretches: readonly Stretch[], position: Position | undefined) => {
  if (position === undefined) return { first: 0, key: undefined };
  const first = stretches.findIndex((stretch) => nameOf(stretch) === position['in']);
  const stretch = stretches[first];
  if (stretch === undefined) throw new ProblemError('invalid-cursor');
  const { pk, sk, by } = position;
  if (pk === undefined || sk === undefined || by === undefined) return { first, key: undefined };
  // what DynamoDB refuses as a key did not come from us (sort keys: 1 to 1,024 bytes)
  const isKey = [pk, sk, by].every((text) => text !== '' && Buffer.byteLength(text) <= 1024);
  if (!isKey || !by.startsWith(stretch.prefix)) throw new ProblemError('invalid-cursor');
  return { first, key: { pk, sk, [stretch.attributes.pk]: stretch.pk, [stretch.attributes.sk]: by } };
};

/**
 * One page of a list over index stretches. It reads a bounded number of items whatever the list's length; with a filter
 * it may hold fewer rows than asked for, and then says where to go on.
 * @throws ProblemError `invalid-cursor` for a position that is not of these stretches.
 */
export const readPage = async <Row>(at: TableAt, request: PageRequest<Row>): Promise<Page<Row>> => {
  const { stretches, limit, parse, keep = () => true } = request;
  const start = startOf(stretches, request.position);
  const rows: Row[] = [];
  let readsLeft = request.keep === undefined ? limit : Math.max(limit, filteredReads);
  // most filters keep nearly all (they only guard the scope): more than a page is read only when the first look was not enough
  let look = limit;
  let from: Record<string, string> | undefined = start.key;

  for (const [n, stretch] of stretches.entries()) {
    if (n < start.first) continue;
    for (;;) {
      const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
        new QueryCommand({
          TableName: at.table,
          IndexName: stretch.index,
          KeyConditionExpression: stretch.prefix === '' ? '#pk = :pk' : '#pk = :pk AND begins_with(#sk, :prefix)',
          ExpressionAttributeNames: {
            '#pk': stretch.attributes.pk,
            ...(stretch.prefix === '' ? {} : { '#sk': stretch.attributes.sk }),
          },
          ExpressionAttributeValues: {
            ':pk': stretch.pk,
            ...(stretch.prefix === '' ? {} : { ':prefix': stretch.prefix }),
          },
          Limit: Math.min(look, readsLeft),
          ExclusiveStartKey: from,
        }),
      );
      look = readsLeft;
      const items = Items.map((item) => Keyed.parse(item));
      for (const [m, item] of items.entries()) {
        readsLeft -= 1;
        const row = parse(item);
        if (keep(row, stretch)) rows.push(row);
        const isLast = m === items.length - 1 && LastEvaluatedKey === undefined;
        if ((rows.length === limit || readsLeft === 0) && !isLast) return { rows, position: positionAt(stretch, item) };
      }
      if (LastEvaluatedKey === undefined) break;
      from = z.record(z.string(), z.string()).parse(LastEvaluatedKey);
    }
    from = undefined;
    const next = stretches[n + 1];
    if (next !== undefined && (rows.length === limit || readsLeft === 0))
      return { rows, position: { in: nameOf(next) } };
  }
  return { rows, position: undefined };
};

const positionAt = (stretch: Stretch, item: z.infer<typeof Keyed>): Position => ({
  in: nameOf(stretch),
  pk: item.pk,
  sk: item.sk,
  by: z.string().parse(item[stretch.attributes.sk]),
});

/** All pages of a list, for the house's own work. */
export const everyPage = async <Row>(read: (position: Position | undefined) => Promise<Page<Row>>): Promise<Row[]> => {
  const rows: Row[] = [];
  let position: Position | undefined;
  do {
    const page = await read(position);
    rows.push(...page.rows);
    ({ position } = page);
  } while (position !== undefined);
  return rows;
};

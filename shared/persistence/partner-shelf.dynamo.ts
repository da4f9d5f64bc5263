import { randomBytes } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ListingProblem } from '../domain/listing/problem.ts';
import { KeptDelivery } from '../domain/partner/delivery.ts';
import type { EntryVerdict } from '../domain/partner/inbound.ts';
import { ProblemError } from '../domain/problem.ts';
import { toEpochSeconds, toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import type { Page, Position } from './page.ts';
import { readItem } from './versioned-item.ts';

/** Deliveries are kept so long, in days. */
const keptDays = 30;

const VerdictRow = z.object({
  state: z.enum(['live', 'in-review', 'rejected']),
  externalUrl: z.string().optional(),
  problems: z.array(ListingProblem),
  sequence: z.number(),
});

/** One message as it is logged: `deliveryId` is the message's own id. */
interface Sent {
  readonly deliveryId: string;
  readonly type: string;
  readonly at: string;
  readonly body: string;
  readonly outcome: 'delivered' | 'failed' | 'refused';
  readonly status?: number | undefined;
  readonly reason?: string | undefined;
}

/** What the house keeps about one partner's account: messages sent, and the partner's word on entries. */
export const partnerShelf = (at: TableAt, clock: Clock) => (accountId: string) => ({
  deliveries: {
    log: async (sent: Sent): Promise<KeptDelivery> => {
      const { deliveryId, ...rest } = sent;
      const iso = toIso(Date.parse(sent.at));
      // sorts by time; the tail keeps two of one millisecond apart
      const id = `${iso.replaceAll(/\D/gu, '')}${randomBytes(4).toString('hex')}`;
      await at.dynamo.send(
        new PutCommand({
          TableName: at.table,
          Item: {
            ...listingKeys.delivery(accountId, id),
            type: 'delivery',
            id,
            webhookId: deliveryId,
            sent: { ...rest, at: iso },
            expiresAt: toEpochSeconds(clock()) + keptDays * 86_400,
          },
        }),
      );
      return { id, webhookId: deliveryId, ...rest, at: iso };
    },
  },

  /** The partner's newest word on an entry. Strongly read. */
  verdictOf: async (marker: string): Promise<EntryVerdict | undefined> =>
    readItem(at, listingKeys.verdict(accountId, marker), VerdictRow),

  /** Keeps a partner's word; a later one replaces it. */
  saveVerdict: async (marker: string, verdict: EntryVerdict): Promise<void> => {
    await at.dynamo.send(
      new PutCommand({
        TableName: at.table,
        Item: { ...listingKeys.verdict(accountId, marker), type: 'verdict', ...verdict },
      }),
    );
  },
});

const DeliveryRow = z
  .object({ id: z.string(), webhookId: z.string(), sent: KeptDelivery.omit({ id: true, webhookId: true }) })
  .transform(({ id, webhookId, sent }): KeptDelivery => ({ id, webhookId, ...sent }));

/** The log of messages to a partner. */
export const deliveryLog = (at: TableAt) => ({
  /** Newest first. @throws ProblemError `invalid-cursor` */
  page: async (accountId: string, limit: number, position: Position | undefined): Promise<Page<KeptDelivery>> => {
    const { pk } = listingKeys.delivery(accountId, '');
    const after = position?.['id'];
    if (position !== undefined && !/^[0-9a-f]{1,60}$/u.test(after ?? '')) throw new ProblemError('invalid-cursor');
    const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ScanIndexForward: false,
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
      }),
    );
    const rows = Items.map((item) => DeliveryRow.parse(item));
    const last = rows.at(-1);
    return { rows, position: LastEvaluatedKey === undefined || last === undefined ? undefined : { id: last.id } };
  },
  read: (accountId: string, id: string): Promise<KeptDelivery | undefined> =>
    readItem(at, listingKeys.delivery(accountId, id), DeliveryRow),
});

/** A repetition comes within days: partners give up after three. */
const heardDays = 7;

/** Which of a partner's events were handled. */
export const heardEvents = (at: TableAt, clock: Clock) => ({
  has: async (accountId: string, webhookId: string): Promise<boolean> =>
    (await readItem(at, listingKeys.partnerEvent(accountId, webhookId), z.object({ type: z.string() }))) !== undefined,
  add: async (accountId: string, webhookId: string): Promise<void> => {
    await at.dynamo.send(
      new PutCommand({
        TableName: at.table,
        Item: {
          ...listingKeys.partnerEvent(accountId, webhookId),
          type: 'partner-event',
          expiresAt: toEpochSeconds(clock()) + heardDays * 86_400,
        },
      }),
    );
  },
});

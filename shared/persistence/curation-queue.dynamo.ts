import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Claim, QueueQuestion, Ticket } from '../domain/curation/ticket.ts';
import { isWithin } from '../domain/member/member.ts';
import type { Reach } from '../domain/member/reach.ts';
import { provinces } from '../domain/region/provinces.ts';
import type { Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { registerStretch, type Stretch } from './page.ts';
import { TicketRow, ticketPks } from './rows/ticket-row.ts';

/** Tickets that one look takes from each stretch. */
const lookSize = 25;
/** Looks of one request: so many tickets held by others, or skipped, are passed over. */
const mostLooks = 40;

const stretchesOf = ({ everything, areas }: Reach, { kind, sentraId }: QueueQuestion): readonly Stretch[] => {
  if (sentraId !== undefined) return [registerStretch('by-sentra', ticketPks.sentra(kind, sentraId))];
  return (everything ? provinces : areas).map((area) =>
    area.length === 2
      ? registerStretch('by-region', ticketPks.province(kind, area))
      : registerStretch('by-waiting', ticketPks.area(kind, area)),
  );
};

interface Held {
  readonly ticket: Ticket;
  readonly claim: Claim | undefined;
}

/**
 * The curation queue. Stretches all sort by how long a ticket waits, so that they are walked together, the longest waiting of
 * all first; an index may lag, so whoever gets a ticket looks at the product itself.
 */
export const curationQueue = (at: TableAt, clock: Clock) => {
  const look = async ({ index, attributes, pk }: Stretch, after: string) => {
    const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        IndexName: index,
        KeyConditionExpression: '#pk = :pk AND #sk > :after',
        ExpressionAttributeNames: { '#pk': attributes.pk, '#sk': attributes.sk },
        ExpressionAttributeValues: { ':pk': pk, ':after': after },
        Limit: lookSize,
      }),
    );
    const held = Items.map((item): Held => {
      const { claimedBy, claimedUntilMs, ...ticket } = TicketRow.parse(item);
      const claim =
        claimedBy === undefined || claimedUntilMs === undefined
          ? undefined
          : { by: claimedBy, untilMs: claimedUntilMs };
      return { ticket, claim };
    });
    return { held, isLast: LastEvaluatedKey === undefined };
  };
  const placeOf = ({ ticket }: Held): string => `${ticket.since}#${ticket.productId}`;

  return {
    /** Tickets within reach, the longest waiting first. */
    waiting: async function* (reach: Reach, question: QueueQuestion): AsyncGenerator<Held> {
      const { komoditas } = question;
      const stretches = stretchesOf(reach, question);
      const isAsked = ({ ticket }: Held): boolean =>
        (komoditas === undefined || ticket.komoditas === komoditas) &&
        (reach.everything || reach.areas.some((area) => isWithin(ticket.regionCode, area)));
      // every sort key is a moment of this age of the world
      let after = '0';
      for (let looks = 0; looks < mostLooks; looks += 1) {
        const seen = await Promise.all(stretches.map((stretch) => look(stretch, after)));
        const ends = seen.flatMap(({ held, isLast }) => {
          const last = held.at(-1);
          return isLast || last === undefined ? [] : [placeOf(last)];
        });
        // beyond the first end another stretch may hold older ones that were not read yet
        const horizon = ends.sort()[0];
        const found = seen
          .flatMap(({ held }) => held)
          .filter((each) => horizon === undefined || placeOf(each) <= horizon)
          .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
        for (const each of found) if (isAsked(each)) yield each;
        if (horizon === undefined) return;
        after = horizon;
      }
    },

    /** Takes a ticket for somebody; false when it is gone, or another holds it. */
    claim: async (productId: string, { by, untilMs }: Claim): Promise<boolean> => {
      try {
        await at.dynamo.send(
          new UpdateCommand({
            TableName: at.table,
            Key: registerKeys.ticket(productId),
            UpdateExpression: 'SET #by = :by, #until = :until',
            ConditionExpression:
              'attribute_exists(pk) AND (attribute_not_exists(#until) OR #until < :now OR #by = :by)',
            ExpressionAttributeNames: { '#by': 'claimedBy', '#until': 'claimedUntilMs' },
            ExpressionAttributeValues: { ':by': by, ':until': untilMs, ':now': clock() },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
};

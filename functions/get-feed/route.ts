import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { FormatName } from '../../shared/domain/feed/feed.ts';

const Changes = z
  .strictObject({
    licence: z.string(),
    items: z.array(
      z.discriminatedUnion('op', [
        z.strictObject({ op: z.literal('upsert'), id: z.string(), item: z.record(z.string(), z.unknown()) }),
        z.strictObject({ op: z.literal('delete'), id: z.string() }),
      ]),
    ),
    nextCursor: z.string().meta({ description: 'For `since` of the next question, also when nothing is left for now' }),
    hasMore: z.boolean(),
  })
  .meta({ id: 'FeedChanges' });

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/feeds/{partnerId}/{format}'],
  auth: 'public',
  tag: 'feeds',
  summary:
    'A feed, proved by its pull token (Bearer, Basic password, or `?token=`): a link to the whole file, or with `since` the changes, in order, with tombstones',
  params: z.strictObject({ partnerId: AccountId, format: FormatName }),
  query: z.strictObject({
    token: z.string().max(200).optional(),
    since: z.string().max(200).optional().meta({ description: '`nextCursor` of an earlier answer; `0` to begin' }),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  etag: true,
  answers: { 200: Changes, 302: null, 304: null, 401: null },
  problems: ['bad-request', 'not-found', 'invalid-cursor', 'unavailable'],
  access: {
    listings: {
      read: ['ACCOUNT', 'FEED', 'FEED-HEAD', 'FEED-LOG', 'PULL'],
      write: ['FEED-HEAD'],
    },
    files: { read: ['feeds/'] },
  },
  impact: 'Google, Meta and partners cannot fetch the feeds.',
});

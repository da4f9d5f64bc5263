import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { DuplicateId, IkmId } from '../../shared/domain/ids.ts';
import { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { officers } from '../../shared/domain/member/member.ts';

const etag = z.string().max(50);

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/duplicates/{duplicateId}/merge'],
  auth: 'member',
  callers: officers,
  audit: 'duplicate',
  tag: 'ikms',
  summary: 'Make two records of one firm one: the kept one gets what it lacks and all products, the other is closed',
  params: z.strictObject({ duplicateId: DuplicateId }),
  body: z.strictObject({
    keep: IkmId,
    drop: IkmId,
    etags: z
      .strictObject({ keep: etag, drop: etag })
      .meta({ description: 'The versions of both records that were looked at' }),
  }),
  etag: true,
  answers: { 200: IkmView },
  problems: [
    'bad-request',
    'not-a-member',
    'not-found',
    'stale-etag',
    'wrong-state',
    'shops-connected',
    'already-enrolled',
    'conflict',
  ],
  access: {
    register: { read: ['SUBJECT', 'IKM', 'DUPLICATE'], write: ['IKM', 'IDENTITY', 'DUPLICATE'] },
    listings: { index: { 'by-holder': ['HOLDER'] } },
    keys: ['unseal', 'identity'],
  },
  impact: 'Officers cannot merge two records of one firm.',
});

import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ProductId, SentraId } from '../../shared/domain/ids.ts';
import { Komoditas } from '../../shared/domain/komoditas.ts';
import { ProblemView } from '../../shared/domain/listing/view.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { ProductView } from '../../shared/domain/product/view.ts';
import { ReasonDetail } from '../../shared/domain/reason/reason-detail.ts';
import { IsoInstant } from '../../shared/domain/time.ts';

/** Products that one request may pass over. */
const mostSkipped = 20;

const Skip = z
  .string()
  .max(mostSkipped * 27)
  .transform((text) => text.split(','))
  .pipe(z.array(ProductId).max(mostSkipped))
  .meta({ description: 'Ids of products to pass over, with commas between, at most 20' });

const Waiting = z.strictObject({
  kind: z.enum(['submitted', 'sample']),
  etag: z.string().meta({ description: 'Of the version to decide on: for POST …/curation' }),
  waitingSince: z.string(),
  claimedUntil: IsoInstant.meta({ description: 'Until then nobody else gets this product' }),
  product: ProductView,
  photos: z.array(
    z.strictObject({
      photoId: z.string(),
      state: z.enum(['waiting', 'ready', 'rejected']),
      message: z.string().optional(),
      advice: z.array(z.string()),
    }),
  ),
  problems: z.array(ProblemView).meta({ description: 'What keeps it from every shop, and what law asks' }),
  changes: z
    .array(z.strictObject({ path: z.string(), before: z.unknown(), after: z.unknown() }))
    .meta({ description: 'Against the version that was approved before; all of it the first time' }),
  earlier: z
    .array(z.strictObject({ etag: z.string(), at: IsoInstant, decision: z.string(), reasons: z.array(ReasonDetail) }))
    .meta({ description: 'Earlier decisions on it, the newest first' }),
  trusted: z.boolean(),
});

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/curation/next'],
  auth: 'member',
  callers: officers,
  tag: 'products',
  summary:
    'The product that waits longest for a look in the officer’s scope, with all that a decision needs; two officers get two',
  query: z.strictObject({
    kind: z.enum(['submitted', 'sample']).default('submitted'),
    sentraId: SentraId.optional(),
    komoditas: Komoditas.optional(),
    skip: Skip.optional(),
  }),
  answers: { 200: z.strictObject({ next: Waiting.nullable() }) },
  problems: ['bad-request', 'not-a-member', 'forbidden'],
  access: {
    register: {
      read: ['SUBJECT', 'PRODUCT', 'IKM', 'SENTRA'],
      write: ['PRODUCT'],
      index: {
        'by-waiting': ['AREA-TICKET', 'AREA-SAMPLE'],
        'by-region': ['REGION-TICKET', 'REGION-SAMPLE'],
        'by-sentra': ['SENTRA-TICKET', 'SENTRA-SAMPLE'],
      },
    },
    publicUrl: true,
  },
  impact: 'Officers get no next product to look at; the list of submitted products still shows them.',
});

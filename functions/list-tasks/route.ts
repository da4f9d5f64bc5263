import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import {
  AccountId,
  ClaimId,
  DataRequestId,
  DuplicateId,
  IkmId,
  MemberId,
  OrderId,
  PaperId,
  ProductId,
  TransferId,
} from '../../shared/domain/ids.ts';
import { ProblemView } from '../../shared/domain/listing/view.ts';

const Task = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('verify-ikm'), ikmId: IkmId }),
  z.strictObject({ kind: z.literal('curate-product'), productId: ProductId, ikmId: IkmId }),
  z.strictObject({
    kind: z.literal('look-at-listing'),
    productId: ProductId,
    accountId: AccountId,
    why: z.enum(['blocked', 'rejected', 'failing', 'changed-at-marketplace', 'notice']),
    problems: z.array(ProblemView),
  }),
  z.strictObject({
    kind: z.literal('reconnect-account'),
    accountId: AccountId,
    marketplace: z.string(),
    why: z.enum(['expiring', 'expired', 'revoked']),
  }),
  z.strictObject({
    kind: z.literal('acknowledge-order'),
    orderId: OrderId,
    accountId: AccountId,
    ikmId: IkmId.nullable().meta({ description: "Whose part it is; null for the part of the shop's holder" }),
    why: z.enum(['new', 'overdue']),
  }),
  z.strictObject({
    kind: z.literal('renew-paper'),
    ikmId: IkmId,
    paperId: PaperId,
    days: z.int().meta({ description: 'Days until its last day is over; 0 or fewer once it has ended' }),
    message: z.string(),
  }),
  z.strictObject({
    kind: z.literal('record-consent'),
    ikmId: IkmId,
    memberId: MemberId.meta({ description: 'A mentor for whom the consent of the owner is not recorded' }),
  }),
  z.strictObject({ kind: z.literal('decide-claim'), claimId: ClaimId }),
  z.strictObject({
    kind: z.literal('oversold'),
    productId: ProductId,
    ikmId: IkmId,
    pieces: z.int().meta({ description: 'Pieces sold that stock does not cover' }),
  }),
  z.strictObject({
    kind: z.enum(['decide-transfer', 'await-transfer']).meta({
      description: 'A request to move an IKM: to be decided here, or waiting for the other office',
    }),
    transferId: TransferId,
    ikmId: IkmId,
  }),
  z.strictObject({
    kind: z.literal('answer-data-request').meta({
      description: "What a person asked of their data; the ministry is told once an office's time is over",
    }),
    ikmId: IkmId,
    requestId: DataRequestId,
    dueAt: z.string(),
    why: z.enum(['new', 'overdue']),
  }),
  z.strictObject({
    kind: z.literal('settle-duplicate'),
    duplicateId: DuplicateId.meta({ description: 'Two records that are likely one firm: see GET /v1/duplicates' }),
  }),
]);

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/tasks'],
  auth: 'member',
  tag: 'tasks',
  summary: 'What needs the caller today, at most 25 of a kind',
  answers: { 200: z.strictObject({ items: z.array(Task) }) },
  problems: ['not-a-member'],
  access: {
    register: {
      read: ['SUBJECT', 'IKM'],
      index: {
        'by-waiting': [
          'WAITING-IKM',
          'WAITING-PRODUCT',
          'WAITING-TRANSFER',
          'WAITING-DUPLICATE',
          'OVERSOLD',
          'WAITING-CLAIM',
          'WAITING-CONSENT',
          'WAITING-REQUEST',
        ],
        'by-region': ['REGION-IKM', 'LEAVING-TRANSFER', 'PAPER-ENDING'],
        'by-ikm': ['PAPER-ENDING'],
        'by-sentra': ['SENTRA-IKM'],
      },
    },
    listings: {
      index: {
        'by-listed-ikm': ['LISTED-IKM', 'OPEN-ORDERS-IKM'],
        'by-holder': ['HOLDER', 'OPEN-ORDERS-SENTRA'],
        'by-due': ['ORDER-OVERDUE'],
      },
    },
  },
  impact: 'People do not see what waits for them; nothing is lost.',
});

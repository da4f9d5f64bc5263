import * as z from 'zod';
import { AccountId, ProductId } from '../ids.ts';
import { IsoInstant, toIso } from '../time.ts';
import { Overrides, states, type Listing, type ListingProblem } from './listing.ts';
import { changeOf, problemsOf, stateOf } from './state.ts';
import type { Attempt } from './store.ts';

/** One problem as the API tells it, in the caller's language. */
export const ProblemView = z.strictObject({
  code: z.string(),
  path: z.string(),
  message: z.string(),
  fix: z.string().meta({ description: 'What to do' }),
  severity: z.enum(['block', 'advice']),
});

export type Language = 'id' | 'en';

export const problemView = (
  { code, path, message, fix, severity }: ListingProblem,
  language: Language,
): z.infer<typeof ProblemView> => ({ code, path, message: message[language], fix: fix[language], severity });

/** What wants a listing. Overrides that are left out stay as they are; `{}` clears them. */
export const WantedBody = z.strictObject({ wanted: z.enum(['live', 'off']), overrides: Overrides.optional() });
export type WantedBody = z.infer<typeof WantedBody>;

/** A listing as the API shows it. */
export const ListingView = z.strictObject({
  productId: ProductId,
  accountId: AccountId,
  marketplace: z.string(),
  wanted: z.enum(['live', 'off']),
  overrides: Overrides,
  state: z.enum(states).meta({ description: 'What buyers see' }),
  change: z
    .strictObject({
      state: z.enum(['waiting', 'in-review', 'rejected', 'deferred', 'failing', 'changed-at-marketplace']),
      problems: z.array(ProblemView),
      until: IsoInstant.optional(),
      edits: z
        .array(z.strictObject({ field: z.string(), ours: z.string().nullable(), theirs: z.string() }))
        .optional()
        .meta({ description: 'Changed at the marketplace: what we last sent or would send, and what stands there' }),
    })
    .nullable()
    .meta({ description: 'A newer version on its way, or what keeps it' }),
  problems: z.array(ProblemView),
  observed: z
    .strictObject({
      state: z.string(),
      name: z.string().optional(),
      description: z.string().optional(),
      priceIdr: z.number().optional(),
      stock: z.number().optional(),
      at: IsoInstant,
    })
    .nullable()
    .meta({ description: 'What the marketplace showed at the last look' }),
  externalId: z.string().nullable(),
  externalUrl: z.string().nullable(),
  lastPushedAt: IsoInstant.nullable(),
  nextTryAt: IsoInstant.nullable(),
  attempts: z.int(),
  reason: z.string().nullable().meta({ description: 'Why the last attempt must be repeated' }),
  etag: z.string(),
});
export type ListingView = z.infer<typeof ListingView>;

const attemptStates = ['sent', 'superseded', 'skipped', 'waiting', 'error'] as const;

/** What became of an attempt, for people. */
const attemptState = (outcome: string): (typeof attemptStates)[number] => {
  switch (outcome) {
    case 'accepted':
      return 'sent';
    case 'superseded':
    case 'skipped':
      return outcome;
    case 'retry':
    case 'deferred':
    case 'token-refused':
      return 'waiting';
    default:
      return 'error';
  }
};

/** A listing with what was last done about it. */
export const ListingWithLog = ListingView.extend({
  log: z
    .array(
      z.strictObject({
        at: IsoInstant,
        state: z.enum(attemptStates).meta({
          description:
            'sent: the marketplace took it · superseded: something newer was wanted meanwhile · skipped: not sent, see reason · waiting: tried again by itself · error: refused or unclear, see its code',
        }),
        action: z.string().meta({ description: 'What was asked of the marketplace' }),
        outcome: z.string().meta({ description: '`accepted`, or how it failed' }),
        marketplaceCode: z.string().nullable(),
        reason: z.string().nullable(),
        nextTryAt: IsoInstant.nullable(),
      }),
    )
    .meta({ description: 'The newest attempts of the last 30 days, newest first' }),
});
type ListingWithLog = z.infer<typeof ListingWithLog>;

export const attemptView = (attempt: Attempt): ListingWithLog['log'][number] => ({
  at: IsoInstant.parse(attempt.at),
  state: attemptState(attempt.outcome),
  action: attempt.action,
  outcome: attempt.outcome,
  marketplaceCode: attempt.marketplaceCode ?? null,
  reason: attempt.reason ?? null,
  nextTryAt: attempt.nextTryAt === undefined ? null : IsoInstant.parse(attempt.nextTryAt),
});

const editsOf = (
  wanted: Listing['wanted'],
  sent: Listing['observed']['sent'],
  { sale, ...edited }: NonNullable<Listing['observed']['handEdit']>,
) => [
  ...(['name', 'description', 'priceIdr', 'stock'] as const).flatMap((field) => {
    const [ours, theirs] = [sent[field], edited[field]];
    return theirs === undefined
      ? []
      : [{ field, ours: ours === undefined ? null : String(ours), theirs: String(theirs) }];
  }),
  ...(sale === undefined ? [] : [{ field: 'sale', ours: wanted === 'live' ? 'on' : 'off', theirs: sale }]),
];

export const listingView = (listing: Listing, nowMs: number, language: Language): ListingView => {
  const tell = (problem: ListingProblem) => problemView(problem, language);
  const { observed } = listing;
  const { item, handEdit } = observed;
  const change = changeOf(listing, nowMs);
  const { sale: _, ...edited } = handEdit ?? {};
  // stock moves with every sale: it is shown only while it waits for a decision
  const { stock: __, ...known } = item?.baseline ?? {};
  return {
    productId: listing.productId,
    accountId: listing.accountId,
    marketplace: listing.marketplace,
    wanted: listing.wanted,
    overrides: listing.overrides,
    state: stateOf(listing, nowMs),
    change:
      change === null
        ? null
        : {
            state: change.state,
            problems: change.problems.map(tell),
            ...(change.until === undefined ? {} : { until: change.until }),
            ...(handEdit === undefined ? {} : { edits: editsOf(listing.wanted, observed.sent, handEdit) }),
          },
    problems: problemsOf(listing).map(tell),
    observed: item === undefined ? null : { state: item.state, ...known, ...edited, at: toIso(item.readAtMs) },
    externalId: item?.externalId ?? null,
    externalUrl: item?.externalUrl ?? null,
    lastPushedAt: observed.lastPushedAt ?? null,
    nextTryAt: listing.nextTryAt ?? null,
    attempts: observed.attempts,
    reason: observed.failing?.reason ?? null,
    etag: String(listing.wantedSeq),
  };
};

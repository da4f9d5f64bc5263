import { describe, expect, test } from '@jest/globals';
import { nothingObserved, type Listing, type Observed } from '../../../../shared/domain/listing/listing.ts';
import { ownProblems } from '../../../../shared/domain/listing/problems.ts';
import { problemsOf, stateOf } from '../../../../shared/domain/listing/state.ts';

const nowMs = Date.parse('2026-11-22T08:00:00.000Z');
const listing = (observed: Partial<Observed>, wanted: 'live' | 'off' = 'live'): Listing =>
  ({ wanted, dueSeq: 1, observed: { ...nothingObserved, ...observed } }) as Listing;
const item = (state: string) =>
  ({ state, problems: [], unread: [], baseline: {} }) as unknown as NonNullable<Observed['item']>;
const states = (observed: Partial<Observed>) =>
  (['live', 'off'] as const).map((wanted) => stateOf(listing(observed, wanted), nowMs));

describe('of a shop that we may no longer look into', () => {
  const blocked = [ownProblems.reconnect];

  test('what stood there on sale is blocked, also when it should be off: nobody can take it off', () => {
    expect(states({ item: item('live'), blocked })).toEqual(['blocked', 'blocked']);
  });

  test('what was off stays off when that is wanted', () => {
    expect(states({ item: item('off'), blocked })).toEqual(['blocked', 'off']);
    expect(states({ blocked })).toEqual(['blocked', 'off']);
  });
});

test('what keeps an edit from being sent leaves the item as buyers see it', () => {
  expect(states({ item: item('live'), blocked: [ownProblems['photo-missing']] })).toEqual(['live', 'live']);
});

test('a create that the marketplace puts off tells why', () => {
  const problem = { ...ownProblems['marketplace-unreachable'], code: 'under-promotion' };
  const deferred = { create: { hash: 'h', problem, untilMs: nowMs + 1 } };
  expect(problemsOf(listing({ deferred })).map(({ code }) => code)).toEqual(['under-promotion']);
  // of an item on sale the change beside it tells
  expect(problemsOf(listing({ deferred, item: item('live') }))).toEqual([]);
});

import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { stateOf } from '../../../shared/domain/listing/state.ts';
import type { Mishap } from './market.ts';
import { createWorld, ours, type World } from './world.ts';

const foreign = {
  externalId: 'foreign',
  marker: 'KRJ-01',
  name: 'Milik orang lain',
  description: 'x',
  priceIdr: 1,
  stock: 1,
  photos: [],
  state: 'live' as const,
  createdAtMs: 0,
  visibleAtMs: 0,
};

/** The marketplace holds exactly what is wanted: one item or none, its parts as they are now, foreign items untouched. */
const expectExact = (world: World): void => {
  const { product } = world;
  const mine = ours(world);
  const wantsLive = world.listing().wanted === 'live' && !product.archived;
  if (product.archived) expect(mine).toEqual([]);
  else if (wantsLive) {
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({
      name: product.name,
      description: product.description,
      priceIdr: product.priceIdr,
      stock: product.stock,
      state: 'live',
    });
    expect(stateOf(world.listing(), world.nowMs)).toBe('live');
  } else expect(mine.filter(({ state }) => state === 'live')).toEqual([]);
  expect(mine.length).toBeLessThanOrEqual(1);
  expect(world.market.items.find(({ externalId }) => externalId === 'foreign')).toEqual(foreign);
  expect(world.listing().lease).toBeUndefined();
};

const start = async (isLive: boolean, offerInOne = false): Promise<World> => {
  const world = createWorld({ offerInOne });
  world.market.items.push({ ...foreign });
  if (isLive) await world.work();
  return world;
};

/** Name, whether the listing is live before, and what happens then. */
const scenarios: readonly (readonly [string, boolean, (world: World) => void | Promise<void>])[] = [
  ['a first listing', false, () => undefined],
  [
    'new price, stock and text',
    true,
    (world) => {
      Object.assign(world.product, { priceIdr: 1_000, stock: 0, name: 'Baru' });
      world.mark();
    },
  ],
  ['taken off', true, (world) => world.want({ wanted: 'off' })],
  [
    'archived',
    true,
    (world) => {
      world.product.archived = true;
      world.mark();
    },
  ],
  [
    'put back with a new price',
    true,
    async (world) => {
      world.want({ wanted: 'off' });
      await world.work();
      world.product.priceIdr = 5;
      world.want({ wanted: 'live' });
    },
  ],
  [
    'an expired token',
    true,
    (world) => {
      world.nowMs += 5 * 3_600_000;
      world.product.stock = 99;
      world.mark();
    },
  ],
];

const awaitPoints = async (
  isLive: boolean,
  act: (world: World) => void | Promise<void>,
  offerInOne = false,
): Promise<number> => {
  const world = await start(isLive, offerInOne);
  await act(world);
  world.await.count = 0;
  await world.work();
  return world.await.count;
};

describe.each(scenarios)('a worker dies at every await of: %s', (_name, isLive, act) => {
  test.each(['before', 'after'] as const)('%s the call; another goes on when the lease lapses', async (side) => {
    const points = await awaitPoints(isLive, act);
    expect(points).toBeGreaterThan(4);
    for (let k = 1; k <= points; k += 1) {
      const world = await start(isLive);
      await act(world);
      world.await = { count: 0, crashAt: k, side };
      expect(await world.work()).toBe('crashed');
      world.await.crashAt = undefined;
      await world.settle();
      expectExact(world);
    }
  });

  test('and what is wanted is reversed meanwhile', async () => {
    const points = await awaitPoints(isLive, act);
    for (let k = 1; k <= points; k += 1) {
      const world = await start(isLive);
      await act(world);
      world.await = { count: 0, crashAt: k, side: 'after' };
      await world.work();
      world.await.crashAt = undefined;
      world.product.priceIdr = 50_000;
      world.product.stock = 7;
      world.want({ wanted: world.listing().wanted === 'live' ? 'off' : 'live' });
      await world.settle();
      expectExact(world);
    }
  });
});

test.each(['before', 'after'] as const)(
  'a worker dies at every await %s a call of new price and stock in one; another goes on',
  async (side) => {
    const edit = (world: World): void => {
      Object.assign(world.product, { priceIdr: 1_000, stock: 3 });
      world.mark();
    };
    const points = await awaitPoints(true, edit, true);
    expect(points).toBeGreaterThan(4);
    for (let k = 1; k <= points; k += 1) {
      const world = await start(true, true);
      edit(world);
      world.await = { count: 0, crashAt: k, side };
      expect(await world.work()).toBe('crashed');
      world.await.crashAt = undefined;
      await world.settle();
      expectExact(world);
    }
  },
);

test('a second worker that comes while the first works leaves it alone', async () => {
  const world = await start(false);
  const looks = await Promise.all([world.work(), world.work(), world.work()]);
  expect(looks.filter((look) => look !== 'crashed' && look.kind === 'done')).toHaveLength(1);
  expect(world.market.calls.filter((call) => call === 'create')).toHaveLength(1);
});

test('what is wanted while a worker works is done by the same worker', async () => {
  const world = await start(false);
  const working = world.work();
  world.product.stock = 1;
  world.want({ wanted: 'live' });
  await working;
  expectExact(world);
});

test('a create that died with its worker counts as sent for one call, not for the worker’s whole life', async () => {
  const diedIn = async (crashAt: number): Promise<World> => {
    const world = createWorld();
    world.await = { count: 0, crashAt, side: 'after' };
    await world.work();
    return world;
  };
  let at = 1;
  let world = await diedIn(at);
  while (world.market.calls.at(-1) !== 'create') world = await diedIn((at += 1));
  expect(world.market.items).toHaveLength(1);
  expect(world.listing().observed.pending!.uncertainSinceMs - world.nowMs).toBe(15_000);
});

test('a refresh whose answer is lost may end in `reconnect`, never in a listing done twice', async () => {
  const world = await start(true);
  world.nowMs += 5 * 3_600_000;
  world.product.stock = 1;
  world.mark();
  world.market.mishap = (call) => (call === 'refresh' ? 'token' : 'none');
  await world.settle(60_000);
  expect(world.account.state).toBe('expired');
  expect(world.listing().observed.blocked.map(({ code }) => code)).toEqual(['reconnect']);
  expect(ours(world)).toHaveLength(1);
});

const mishaps: readonly Mishap[] = ['none', 'lost-before', 'lost-after', 'late-commit', 'throttled', 'outage', 'token'];
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('work' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('race' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('die' as const), at: fc.integer({ min: 1, max: 40 }), after: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 200_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('want' as const),
      wanted: fc.constantFrom('live' as const, 'off' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('price' as const), to: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('stock' as const), to: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('name' as const), to: fc.constantFrom('A', 'B') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('push' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('archive' as const) }) },
);

test('whatever crashes, repeats, reorders or times out: in the end exactly what is wanted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 3, maxLength: 25 }),
      fc.infiniteStream(fc.nat({ max: 99 })),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 50_000 }),
      fc.boolean(),
      async (actions, dice, trouble, searchLagMs, offerInOne) => {
        const world = await start(false, offerInOne);
        world.market.searchLagMs = searchLagMs;
        const roll = (): number => dice.next().value ?? 0;
        world.market.mishap = (call) => {
          if (call === 'refresh' || roll() >= trouble) return 'none';
          return mishaps[roll() % mishaps.length]!;
        };
        for (const each of actions) {
          switch (each.do) {
            case 'work':
              await world.work();
              break;
            case 'race':
              await Promise.all([world.work(), world.work()]);
              break;
            case 'die':
              world.await = { count: 0, crashAt: each.at, side: each.after ? 'after' : 'before' };
              await world.work();
              world.await.crashAt = undefined;
              break;
            case 'wait':
              world.nowMs += each.ms;
              break;
            case 'want':
              world.want({ wanted: each.wanted });
              break;
            case 'price':
              world.product.priceIdr = each.to;
              world.mark();
              break;
            case 'stock':
              world.product.stock = each.to;
              world.mark();
              break;
            case 'name':
              world.product.name = each.to;
              world.mark();
              break;
            case 'push':
              world.mark('look');
              break;
            case 'archive':
              world.product.archived = true;
              world.mark();
              break;
          }
        }
        world.market.mishap = () => 'none';
        await world.settle(12 * 3_600_000);
        expectExact(world);
      },
    ),
    { numRuns: 1_500, seed: 20261122 },
  );
});

test.each([false, true])(
  'a worker dies in an update and the change is taken back: what was sent is undone (%s)',
  async (offerInOne) => {
    const edit = (world: World): void => {
      Object.assign(world.product, { priceIdr: 1_000, stock: 0, name: 'Baru' });
      world.mark();
    };
    const points = await awaitPoints(true, edit, offerInOne);
    for (let k = 1; k <= points; k += 1) {
      const world = await start(true, offerInOne);
      const before = { ...world.product };
      edit(world);
      world.await = { count: 0, crashAt: k, side: 'after' };
      await world.work();
      world.await.crashAt = undefined;
      Object.assign(world.product, before);
      world.mark();
      await world.settle();
      expectExact(world);
    }
  },
);

test('a message that meets a dead worker’s lease says when to look again, and that look goes on', async () => {
  const world = await start(false);
  world.await.crashAt = 3;
  expect(await world.work()).toBe('crashed');
  world.await.crashAt = undefined;
  const endsMs = world.listing().lease!.untilMs;
  expect(await world.work()).toEqual({ kind: 'busy', nextTryMs: endsMs });
  world.nowMs = endsMs;
  await world.work();
  await world.settle();
  expectExact(world);
});

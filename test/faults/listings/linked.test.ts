import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { changeOf, stateOf } from '../../../shared/domain/listing/state.ts';
import { listingView } from '../../../shared/domain/listing/view.ts';
import type { MarketItem, Mishap } from './market.ts';
import { createWorld, ours, type World } from './world.ts';

const theirs = {
  externalId: 'own-1',
  marker: 'KRJ-01',
  name: 'KERANJANG ROTAN murah!!',
  description: 'Keranjang rotan anyaman tangan',
  priceIdr: 45_000,
  stock: 7,
  photos: [],
  state: 'live' as const,
  createdAtMs: 0,
  visibleAtMs: 0,
};
const foreign = { ...theirs, externalId: 'own-2', name: 'Keranjang' };
const link = { externalId: 'own-1', hasVariants: false };

const linked = (item: Partial<MarketItem> = {}, hasVariants = false): World => {
  const world = createWorld();
  world.market.items.push({ ...theirs, ...item }, { ...foreign });
  world.want({ link: { ...link, hasVariants } });
  return world;
};
const item = (world: World): MarketItem => world.market.items.find(({ externalId }) => externalId === 'own-1')!;
const calls = async (world: World): Promise<readonly string[]> => {
  world.market.calls.length = 0;
  await world.work();
  return [...world.market.calls];
};
const resolve = (world: World, keep: 'ours' | 'theirs'): void =>
  world.want({ resolution: { keep, seq: world.listing().wantedSeq + 1 } });
const writes = (world: World): readonly string[] =>
  world.market.calls.filter((call) => !['read', 'find', 'refresh'].includes(call));

describe('a linked item of the shop', () => {
  test('is adopted by one look: nothing is overwritten, and what differs is shown with both values', async () => {
    const world = linked();
    expect(await calls(world)).toEqual(['read']);
    expect(item(world)).toEqual(theirs);
    expect(stateOf(world.listing(), world.nowMs)).toBe('live');
    const view = listingView(world.listing(), world.nowMs, 'id');
    expect(view.externalId).toBe('own-1');
    expect(view.observed).toMatchObject({ name: theirs.name, priceIdr: 45_000 });
    expect(view.change).toMatchObject({
      state: 'changed-at-marketplace',
      edits: [
        { field: 'name', ours: 'Keranjang', theirs: theirs.name },
        { field: 'priceIdr', ours: '50000', theirs: '45000' },
      ],
    });
    await world.settle(48 * 3_600_000);
    expect(item(world)).toEqual(theirs);
    expect(changeOf(world.listing(), world.nowMs)?.state).toBe('changed-at-marketplace');
    expect(writes(world)).toEqual([]);
  });

  test('equal to the product it counts as confirmed: later changes alone are sent', async () => {
    const world = linked({ name: 'Keranjang', priceIdr: 50_000 });
    expect(await calls(world)).toEqual(['read']);
    expect(changeOf(world.listing(), world.nowMs)).toBeNull();
    world.product.stock = 3;
    world.mark();
    expect(await calls(world)).toEqual(['stock']);
    expect(item(world).stock).toBe(3);
  });

  test('keeps theirs, or takes ours, as its owner decides', async () => {
    const world = linked();
    await world.work();
    resolve(world, 'theirs');
    expect(await calls(world)).toEqual([]);
    expect(changeOf(world.listing(), world.nowMs)).toBeNull();
    const other = linked({ stock: 2 });
    await other.work();
    resolve(other, 'ours');
    expect(await calls(other)).toEqual(['upload', 'content', 'read', 'stock', 'price', 'read']);
    expect(item(other)).toMatchObject({ name: 'Keranjang', priceIdr: 50_000, stock: 7, marker: 'KRJ-01' });
    expect(changeOf(other.listing(), other.nowMs)).toBeNull();
  });

  test('a sale there is no edit by hand once the stock was decided', async () => {
    const world = linked({ name: 'Keranjang', priceIdr: 50_000, stock: 4 });
    await world.work();
    expect(changeOf(world.listing(), world.nowMs)?.state).toBe('changed-at-marketplace');
    resolve(world, 'theirs');
    await world.work();
    item(world).stock = 3;
    world.mark('look');
    await world.work();
    expect(changeOf(world.listing(), world.nowMs)).toBeNull();
  });

  test('off sale there it is not put on sale until its owner says so', async () => {
    const world = linked({ name: 'Keranjang', priceIdr: 50_000, state: 'off' });
    expect(await calls(world)).toEqual(['read']);
    expect(changeOf(world.listing(), world.nowMs)?.state).toBe('changed-at-marketplace');
    resolve(world, 'ours');
    expect(await calls(world)).toEqual(['on']);
    expect(changeOf(world.listing(), world.nowMs)).toBeNull();
  });

  test('a product that is not yet approved adopts it all the same, and compares when it is', async () => {
    const world = linked();
    world.ikm = 'draft';
    expect(await calls(world)).toEqual(['read']);
    expect(stateOf(world.listing(), world.nowMs)).toBe('live');
    item(world).name = 'Diganti penjual';
    world.mark('look');
    await world.work();
    world.ikm = 'approved';
    world.mark();
    expect(await calls(world)).toEqual([]);
    expect(listingView(world.listing(), world.nowMs, 'id').change?.edits?.[0]).toEqual({
      field: 'name',
      ours: 'Keranjang',
      theirs: 'Diganti penjual',
    });
  });

  test('with variants it is watched: its content, price and stock are never sent', async () => {
    const world = linked({}, true);
    await world.work();
    resolve(world, 'ours');
    world.product.priceIdr = 1;
    await world.settle();
    expect(item(world)).toEqual(theirs);
    world.want({ wanted: 'off' });
    expect(await calls(world)).toContain('off');
  });

  test('is taken off sale only by its owner: neither an archived product nor a suspended business touches it', async () => {
    const world = linked();
    await world.work();
    world.product.archived = true;
    world.mark();
    await world.settle();
    world.product.archived = false;
    world.ikm = 'suspended';
    world.mark();
    await world.settle();
    expect(item(world)).toEqual(theirs);
    world.ikm = 'approved';
    world.want({ wanted: 'off' });
    await world.settle();
    expect(item(world)).toEqual({ ...theirs, state: 'off' });
  });

  test('no longer linked it is foreign again and never touched, whatever is wanted', async () => {
    const world = linked();
    await world.work();
    world.want({ link: undefined, wanted: 'off' });
    expect(await calls(world)).toEqual([]);
    expect(world.listing().observed.item).toBeUndefined();
    expect(stateOf(world.listing(), world.nowMs)).toBe('off');
    world.product.priceIdr = 9;
    world.want({ wanted: 'live' });
    await world.settle();
    expect(item(world)).toEqual(theirs);
    expect(ours(world)).toHaveLength(1);
  });

  test('removed there it becomes unwanted with a notice, and nothing is created in its place', async () => {
    const world = linked();
    await world.work();
    item(world).state = 'removed-by-seller';
    world.mark('look');
    await world.work();
    expect(world.listing().wanted).toBe('off');
    expect(world.listing().observed.notice.map(({ code }) => code)).toEqual(['linked-item-removed']);
    world.want({ wanted: 'live' });
    await world.settle(72 * 3_600_000);
    expect(ours(world)).toEqual([]);
    expect(writes(world)).toEqual([]);
  });
});

const mishaps: readonly Mishap[] = ['none', 'lost-before', 'lost-after', 'late-commit', 'throttled', 'outage', 'token'];
const act = fc.oneof(
  fc.record({ do: fc.constantFrom('work' as const, 'race' as const, 'push' as const, 'archive' as const) }),
  fc.record({ do: fc.constant('die' as const), at: fc.integer({ min: 1, max: 30 }), after: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 200_000 }) }),
  fc.record({ do: fc.constant('want' as const), wanted: fc.constantFrom('live' as const, 'off' as const) }),
  fc.record({ do: fc.constant('price' as const), to: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('hand' as const), to: fc.integer({ min: 10, max: 14 }) }),
  fc.record({ do: fc.constant('keep' as const), keep: fc.constantFrom('ours' as const, 'theirs' as const) }),
  fc.record({ do: fc.constant('link' as const), on: fc.boolean() }),
);

test('whatever happens: no item is created beside the linked one, none is removed, foreign ones are untouched', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 3, maxLength: 25 }),
      fc.infiniteStream(fc.nat({ max: 99 })),
      fc.integer({ min: 0, max: 50 }),
      async (actions, dice, faultRate) => {
        const world = linked();
        let isLinked = true;
        let handPrice: number | undefined = theirs.priceIdr;
        world.market.mishap = () => {
          const roll = dice.next().value;
          return roll < faultRate ? mishaps[roll % mishaps.length]! : 'none';
        };
        for (const each of actions) {
          switch (each.do) {
            case 'work':
              await world.work();
              break;
            case 'race':
              await Promise.all([world.work(), world.work()]);
              break;
            case 'push':
              world.mark('look');
              break;
            case 'archive':
              world.product.archived = !world.product.archived;
              world.mark();
              break;
            case 'die':
              world.await = { count: 0, crashAt: each.at, side: each.after ? 'after' : 'before' };
              await world.work();
              world.await = { count: 0, crashAt: undefined, side: 'before' };
              break;
            case 'wait':
              world.nowMs += each.ms;
              break;
            case 'want':
              // unlinked, wanting it live would rightly create one of ours
              if (isLinked) world.want({ wanted: each.wanted });
              break;
            case 'price':
              world.product.priceIdr = each.to;
              world.mark();
              break;
            case 'hand': {
              // seen at a calm moment: what changes between a call of ours and the look after it counts as ours
              const { mishap } = world.market;
              world.market.mishap = () => 'none';
              if (world.account.state !== 'connected') world.reconnect();
              world.mark();
              await world.settle(600_000);
              // back at what the owner accepted it is no edit any more
              if (item(world).priceIdr !== each.to)
                handPrice = each.to === world.listing().observed.sent.priceIdr ? undefined : each.to;
              item(world).priceIdr = each.to;
              world.mark('look');
              await world.settle(60_000);
              world.market.mishap = mishap;
              break;
            }
            case 'keep':
              handPrice = undefined;
              resolve(world, each.keep);
              break;
            case 'link':
              // a link changes only while nobody works on the listing
              world.nowMs += 100_000;
              isLinked = each.on;
              world.want(each.on ? { link, wanted: 'live' } : { link: undefined, wanted: 'off' });
              break;
          }
        }
        world.market.mishap = () => 'none';
        if (world.account.state !== 'connected') {
          world.reconnect();
          world.mark();
        }
        const before = { ...item(world) };
        if (!isLinked) {
          world.market.calls.length = 0;
          await world.settle();
          expect(writes(world)).toEqual([]);
          expect(item(world)).toEqual(before);
        } else {
          await world.settle();
          if (handPrice !== undefined && handPrice > 9) expect(item(world).priceIdr).toBe(handPrice);
          expect(item(world).state).not.toMatch(/removed/);
          expect(world.listing().observed.item?.externalId).toBe('own-1');
        }
        expect(ours(world)).toEqual([]);
        expect(world.market.calls).not.toContain('create');
        expect(world.market.calls).not.toContain('remove');
        expect(world.market.items.find(({ externalId }) => externalId === 'own-2')).toEqual(foreign);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

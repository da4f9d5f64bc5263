import { describe, expect, test } from '@jest/globals';
import { problemsOf, stateOf } from '../../../shared/domain/listing/state.ts';
import { createWorld, type World } from './world.ts';

const state = (world: World) => stateOf(world.listing(), world.nowMs);
const codes = (world: World) => problemsOf(world.listing()).map(({ code }) => code);
const calls = async (world: World): Promise<readonly string[]> => {
  world.market.calls.length = 0;
  world.mark();
  await world.work();
  return [...world.market.calls];
};
const dayMs = 86_400_000;
const halal = { type: 'halal', number: 'ID35110000123450822' };
const pirt = { type: 'P-IRT', number: '2063573010234-29' };

describe('law', () => {
  const food = (): World => {
    const world = createWorld();
    world.content = { komoditas: 'makanan', shelfLifeDays: 180, legality: [halal, pirt] };
    return world;
  };

  test('keeps out what may not be sold, without a call, and lets it through once it may', async () => {
    const world = food();
    world.content = { ...world.content, legality: [pirt] };
    expect(await calls(world)).toEqual([]);
    expect(state(world)).toBe('blocked');
    expect(codes(world)).toEqual(['halal-missing']);
    world.content = { ...world.content, legality: [{ type: 'halal', number: 'proses' }, pirt] };
    expect(await calls(world)).toEqual(['upload', 'create', 'read']);
    expect(state(world)).toBe('live');
  });

  test('changes its verdict on the day, though nobody writes anything', async () => {
    const world = food();
    const expiresOn = new Date(world.nowMs + 40 * dayMs).toISOString().slice(0, 10);
    world.content = { ...world.content, legality: [{ ...halal, expiresOn }, pirt] };
    await world.work();
    expect(state(world)).toBe('live');
    await world.settle(39 * dayMs);
    expect(world.listing().observed.blocked).toEqual([]);
    world.market.calls.length = 0;
    await world.settle(3 * dayMs);
    expect(codes(world)).toContain('halal-expired');
    // what is on sale stays; only nothing new is sent
    expect(state(world)).toBe('live');
    expect(world.market.calls.filter((call) => call !== 'read' && call !== 'refresh')).toEqual([]);
  });

  test('is asked again at the moment it begins', async () => {
    const world = food();
    world.nowMs = Date.parse('2026-10-16T16:00:00Z');
    world.content = { ...world.content, legality: [pirt] };
    world.mark();
    await world.settle(0);
    expect(state(world)).toBe('live');
    expect(codes(world)).toEqual([]);
    await world.settle(3_600_000);
    expect(world.nowMs).toBe(Date.parse('2026-10-16T17:00:00Z'));
    expect(codes(world)).toEqual(['halal-missing']);
  });
});

describe('shop rules', () => {
  test('reach price and stock, and a change of them is one call each', async () => {
    const world = createWorld();
    world.account = { ...world.account, rules: { price: { factor: 1.2, roundToIdr: 1_000 }, stockBuffer: 2 } };
    await world.work();
    expect(world.market.items[0]).toMatchObject({ priceIdr: 60_000, stock: 5 });
    world.account = { ...world.account, rules: { price: { factor: 1.2 }, stockBuffer: 5 } };
    expect(await calls(world)).toEqual(['stock']);
    expect(world.market.items[0]?.stock).toBe(2);
    expect(await calls(world)).toEqual([]);
    world.account = { ...world.account, rules: { price: { minimumIdr: 75_000 }, stockBuffer: 5 } };
    expect(await calls(world)).toEqual(['price']);
    expect(world.market.items[0]?.priceIdr).toBe(75_000);
  });

  test("yield to the listing's own price", async () => {
    const world = createWorld();
    world.account = { ...world.account, rules: { price: { factor: 2 } } };
    world.want({ overrides: { priceIdr: 51_000 } });
    await world.work();
    expect(world.market.items[0]?.priceIdr).toBe(51_000);
  });
});

describe("an owner's consent to a joint shop", () => {
  test('is waited for; withdrawn, nothing more is sent', async () => {
    const world = createWorld();
    world.circumstances = { ...world.circumstances, consent: false };
    expect(await calls(world)).toEqual([]);
    expect(codes(world)).toEqual(['consent-missing']);
    world.circumstances = { ...world.circumstances, consent: true };
    expect(await calls(world)).toEqual(['upload', 'create', 'read']);
    world.circumstances = { ...world.circumstances, consent: false };
    world.product.priceIdr = 1_000;
    expect(await calls(world)).toEqual([]);
    expect(codes(world)).toEqual(['consent-missing']);
  });
});

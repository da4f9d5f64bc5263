import { describe, expect, test } from '@jest/globals';
import { changeOf, problemsOf, stateOf } from '../../../shared/domain/listing/state.ts';
import { createWorld, ours, productId, type World } from './world.ts';

const live = async (): Promise<World> => {
  const world = createWorld();
  await world.work();
  world.market.calls.length = 0;
  return world;
};
const state = (world: World) => stateOf(world.listing(), world.nowMs);
const change = (world: World) => changeOf(world.listing(), world.nowMs);
const calls = async (world: World): Promise<readonly string[]> => {
  world.market.calls.length = 0;
  await world.work();
  return [...world.market.calls];
};

describe('undisturbed, the calls are the fewest', () => {
  test('a first listing is one upload, one create and one look', async () => {
    const world = createWorld();
    expect(await calls(world)).toEqual(['upload', 'create', 'read']);
    expect(state(world)).toBe('live');
    expect(change(world)).toBeNull();
  });

  test('a duplicate message, and a cause that changes nothing, call nobody', async () => {
    const world = await live();
    expect(await world.work()).toEqual({ kind: 'idle' });
    world.mark();
    expect(await calls(world)).toEqual([]);
  });

  test.each([
    ['price', { priceIdr: 60_000 }, ['price']],
    ['stock', { stock: 3 }, ['stock']],
    ['price and stock', { stock: 3, priceIdr: 1 }, ['stock', 'price']],
    ['name', { name: 'Keranjang besar' }, ['content', 'read']],
    ['archived', { archived: true }, ['remove']],
  ])('a changed %s sends that alone', async (_what, edit, expected) => {
    const world = await live();
    Object.assign(world.product, edit);
    world.mark();
    expect(await calls(world)).toEqual(expected);
  });

  test('price and stock go by one call where the marketplace has one', async () => {
    const world = createWorld({ offerInOne: true });
    await world.work();
    Object.assign(world.product, { stock: 3, priceIdr: 1 });
    world.mark();
    expect(await calls(world)).toEqual(['offer']);
    Object.assign(world.product, { stock: 4 });
    world.mark();
    expect(await calls(world)).toEqual(['stock']);
    Object.assign(world.product, { stock: 5, priceIdr: 2, name: 'Keranjang besar' });
    world.mark();
    expect(await calls(world)).toEqual(['content', 'read', 'offer']);
    expect(ours(world)).toEqual([
      expect.objectContaining({ stock: 5, priceIdr: 2, name: 'Keranjang besar', state: 'live' }),
    ]);
  });

  test('an offer refused whole is sent apart: what is wrong with its price keeps no stock back', async () => {
    const world = createWorld({ offerInOne: true });
    await world.work();
    world.market.refusedPrice = 1;
    Object.assign(world.product, { stock: 3, priceIdr: 1 });
    world.mark();
    expect(await calls(world)).toEqual(['offer', 'stock', 'read', 'price', 'read']);
    expect(ours(world)[0]).toMatchObject({ stock: 3, priceIdr: 50_000 });
    expect(Object.keys(world.listing().observed.refused)).toEqual(['price']);
    Object.assign(world.product, { stock: 2 });
    world.mark();
    expect(await calls(world)).toEqual(['stock']);
    Object.assign(world.product, { stock: 1, priceIdr: 60_000 });
    world.mark();
    expect(await calls(world)).toEqual(['offer']);
    expect(ours(world)[0]).toMatchObject({ stock: 1, priceIdr: 60_000 });
  });

  test('off takes it off sale, live puts the same item back', async () => {
    const world = await live();
    world.want({ wanted: 'off' });
    expect(await calls(world)).toEqual(['off']);
    expect(state(world)).toBe('off');
    world.want({ wanted: 'live' });
    expect(await calls(world)).toEqual(['on']);
    expect(world.market.items).toHaveLength(1);
  });

  test('a photo is uploaded once per shop, also when the product is listed anew', async () => {
    const world = await live();
    world.market.items[0]!.state = 'removed-by-seller';
    world.mark('look');
    await world.work();
    world.want({ wanted: 'live' });
    expect(await calls(world)).toEqual(['create', 'read']);
  });
});

describe('what the marketplace and its seller do', () => {
  test('a refused listing is not sent again until it changes', async () => {
    const world = createWorld();
    world.market.refuses = (name) => name === 'Keranjang';
    await world.work();
    expect(state(world)).toBe('rejected');
    world.mark();
    expect(await calls(world)).toEqual([]);
    world.product.name = 'Keranjang rotan';
    world.mark();
    expect(await calls(world)).toEqual(['create', 'read']);
    expect(state(world)).toBe('live');
  });

  test('a refused edit leaves the live item live, and says so', async () => {
    const world = await live();
    world.market.refuses = () => true;
    world.product.name = 'Terlarang';
    world.mark();
    expect(await calls(world)).toEqual(['content', 'read']);
    expect([state(world), change(world)?.state]).toEqual(['live', 'rejected']);
    world.mark('retry');
    expect(await calls(world)).toEqual(['read', 'content', 'read']);
  });

  test('an edit by hand is not overwritten until its owner decides: theirs', async () => {
    const world = await live();
    world.market.items[0]!.name = 'Nama penjual';
    world.mark('look');
    expect(await calls(world)).toEqual(['read']);
    expect(change(world)?.state).toBe('changed-at-marketplace');
    world.product.stock = 1;
    world.mark();
    expect(await calls(world)).toEqual(['stock']);
    world.want({
      overrides: { name: 'Nama penjual' },
      resolution: { keep: 'theirs', seq: world.listing().wantedSeq + 1 },
    });
    expect(await calls(world)).toEqual([]);
    expect(change(world)).toBeNull();
    expect(world.market.items[0]!.name).toBe('Nama penjual');
  });

  test('a price changed by hand after ours is told, though no look came between', async () => {
    const world = await live();
    world.product.priceIdr = 60_000;
    world.mark();
    expect(await calls(world)).toEqual(['price']);
    world.nowMs += 3_600_000;
    world.market.items[0]!.priceIdr = 50_000;
    world.mark('look');
    expect(await calls(world)).toEqual(['read']);
    expect(world.listing().observed.handEdit).toEqual({ priceIdr: 50_000 });
    world.product.priceIdr = 65_000;
    world.mark();
    expect(await calls(world)).toEqual([]);
  });

  test('a look that still shows the price before ours is no edit by hand: it is looked at again', async () => {
    const world = await live();
    world.product.priceIdr = 60_000;
    world.mark();
    await world.work();
    world.market.items[0]!.priceIdr = 50_000;
    world.mark('look');
    expect(await calls(world)).toEqual(['read']);
    expect(change(world)).toBeNull();
    world.market.items[0]!.priceIdr = 60_000;
    world.nowMs = Date.parse(world.listing().nextTryAt!);
    expect(await calls(world)).toEqual(['read']);
    expect(change(world)).toBeNull();
    world.product.priceIdr = 65_000;
    world.mark();
    expect(await calls(world)).toEqual(['price']);
  });

  test('an item that its seller took off is sent nothing, for some marketplaces put back what is edited', async () => {
    const world = await live();
    world.market.items[0]!.state = 'off';
    world.mark('look');
    await world.work();
    Object.assign(world.product, { priceIdr: 60_000, stock: 3, name: 'Keranjang besar' });
    world.mark();
    expect(await calls(world)).toEqual([]);
    expect(change(world)?.state).toBe('changed-at-marketplace');
    world.market.items[0]!.state = 'live';
    world.mark('look');
    expect((await calls(world)).toSorted()).toEqual(['content', 'price', 'read', 'read', 'stock']);
  });

  test('an edit by hand is overwritten when its owner decides: ours', async () => {
    const world = await live();
    world.market.items[0]!.priceIdr = 1;
    world.mark('look');
    await world.work();
    world.product.priceIdr = 70_000;
    world.mark();
    expect(await calls(world)).toEqual([]);
    world.want({ resolution: { keep: 'ours', seq: world.listing().wantedSeq + 1 } });
    expect(await calls(world)).toEqual(['price', 'read']);
    expect(world.market.items[0]!.priceIdr).toBe(70_000);
    expect(change(world)).toBeNull();
  });

  test('of several edits by hand all are overwritten when its owner decides: ours', async () => {
    const world = await live();
    Object.assign(world.market.items[0]!, { priceIdr: 1, name: 'Nama penjual', state: 'off' });
    world.mark('look');
    await world.work();
    world.want({ resolution: { keep: 'ours', seq: world.listing().wantedSeq + 1 } });
    expect(await calls(world)).toEqual(['price', 'read', 'content', 'read', 'on']);
    expect(world.market.items[0]).toMatchObject({ priceIdr: 50_000, name: 'Keranjang', state: 'live' });
    expect(change(world)).toBeNull();
  });

  test('sales lower the stock there: that is no reason to call', async () => {
    const world = await live();
    world.market.items[0]!.stock = 2;
    world.mark('look');
    expect(await calls(world)).toEqual(['read']);
    expect(change(world)).toBeNull();
  });

  test('an item its seller removed becomes unwanted with a notice, and is not created again', async () => {
    const world = await live();
    world.market.items[0]!.state = 'removed-by-seller';
    world.mark('look');
    expect(await calls(world)).toEqual(['read']);
    expect(world.listing().wanted).toBe('off');
    expect(world.listing().observed.notice.map(({ code }) => code)).toEqual(['removed-at-marketplace']);
    await world.settle(48 * 3_600_000);
    expect(ours(world)).toEqual([]);
  });

  test('a suspended business is taken off, whoever puts it back, and comes back when restored', async () => {
    const world = await live();
    world.ikm = 'suspended';
    world.mark();
    expect(await calls(world)).toEqual(['off']);
    expect(state(world)).toBe('blocked');
    world.market.items[0]!.state = 'live';
    world.mark('look');
    expect(await calls(world)).toEqual(['read', 'off']);
    world.ikm = 'approved';
    world.mark();
    expect(await calls(world)).toEqual(['on']);
  });

  test('a lost account blocks with `reconnect` and calls nobody; connected again it goes on', async () => {
    const world = await live();
    world.market.lostAccount = true;
    world.product.priceIdr = 9;
    world.mark();
    await world.work();
    expect(world.listing().observed.blocked.map(({ code }) => code)).toEqual(['reconnect']);
    // the item may still stand there, but nobody can tell
    expect(state(world)).toBe('blocked');
    expect(problemsOf(world.listing()).map(({ code }) => code)).toEqual(['reconnect']);
    world.mark();
    expect(await calls(world)).toEqual([]);
    // the word of its return may be missed: it looks once a day by itself
    world.reconnect();
    expect(Date.parse(world.listing().nextTryAt ?? '') - world.nowMs).toBe(24 * 3_600_000);
    await world.settle(25 * 3_600_000);
    expect([state(world), world.market.items.map(({ priceIdr }) => priceIdr)]).toEqual(['live', [9]]);
  });

  test('of two items under our marker the oldest stays, and foreign ones are never touched', async () => {
    const world = createWorld();
    world.market.mishap = (call) => (call === 'create' ? 'lost-after' : 'none');
    await world.work();
    const [first] = world.market.items;
    const foreign = { ...first!, externalId: 'f', marker: 'SKU-1' };
    world.market.items.push({ ...first!, externalId: 'twin', createdAtMs: first!.createdAtMs + 1 }, foreign);
    world.market.mishap = () => 'none';
    await world.settle();
    expect(ours(world).map(({ externalId }) => externalId)).toEqual([first!.externalId]);
    expect(world.market.items.find(({ marker }) => marker === 'SKU-1')).toEqual(foreign);
  });

  test('in a shop connected before through another account, the item under our marker is taken over', async () => {
    const world = await live();
    const old = { ...world.market.items[0]!, name: 'Nama lama' };
    const next = createWorld();
    next.account = { ...next.account, shopUsedBefore: true };
    next.market.items.push(old);
    await next.settle();
    expect(ours(next).map(({ name, externalId }) => [name, externalId])).toEqual([['Keranjang', old.externalId]]);
    expect(next.market.calls).not.toContain('create');
  });

  test('in review is looked at again with growing pauses, then it is live', async () => {
    const world = createWorld();
    world.market.review = true;
    await world.work();
    expect(state(world)).toBe('in-review');
    const first = Date.parse(world.listing().nextTryAt!) - world.nowMs;
    world.nowMs += first;
    await world.work();
    expect(Date.parse(world.listing().nextTryAt!) - world.nowMs).toBeGreaterThan(first);
    world.market.items[0]!.state = 'live';
    await world.settle(60_000);
    expect(state(world)).toBe('live');
  });
});

describe('a create whose answer is lost', () => {
  test.each(['lost-before', 'lost-after', 'late-commit'] as const)(
    '%s: exactly one item in the end',
    async (mishap) => {
      const world = createWorld();
      world.market.searchLagMs = 30_000;
      let once = true;
      world.market.mishap = (call) => {
        if (call !== 'create' || !once) return 'none';
        once = false;
        return mishap;
      };
      await world.settle();
      expect(ours(world)).toHaveLength(1);
      expect(state(world)).toBe('live');
      expect(world.market.items.every(({ marker }) => marker === `${productId}-1`)).toBe(true);
      expect(world.market.calls.filter((call) => call === 'create')).toHaveLength(mishap === 'lost-before' ? 2 : 1);
    },
  );

  test('it is resolved first, also when it is no longer wanted', async () => {
    const world = createWorld();
    world.market.mishap = (call) => (call === 'create' ? 'lost-after' : 'none');
    await world.work();
    world.want({ wanted: 'off' });
    world.market.mishap = () => 'none';
    await world.settle();
    expect(ours(world).map((item) => item.state)).toEqual(['off']);
  });

  test('a push about it finds it at once', async () => {
    const world = createWorld();
    world.market.mishap = (call) => (call === 'create' ? 'lost-after' : 'none');
    await world.work();
    world.market.mishap = () => 'none';
    world.mark('look');
    await world.work();
    expect(state(world)).toBe('live');
  });
});

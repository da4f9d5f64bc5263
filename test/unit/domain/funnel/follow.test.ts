import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { followFunnel } from '../../../../functions/follow-funnel/use-case.ts';
import { recountFunnel } from '../../../../functions/recount-funnel/use-case.ts';
import { mergeEvidence, type Evidence, type FunnelOfIkm } from '../../../../shared/domain/funnel/funnel.ts';
import type { IkmFacts } from '../../../../shared/domain/funnel/store.ts';
import { funnelSteps, type FunnelStep } from '../../../../shared/domain/funnel/step.ts';
import { toIso, type IsoInstant } from '../../../../shared/domain/time.ts';

const start = Date.parse('2025-12-30T10:00:00Z');
const hour = 3_600_000;
const at = (n: number): IsoInstant => toIso(start + n * hour);
const idOf = (n: number) => `01JABCDEFGHJKMNPQRSTVWXY0${n}`;
const sentraOf = (n: number) => `01JABCDEFGHJKMNPQRSTVWXS0${n}`;
const regions = ['35.73.01', '35.07.02', '33.74.01'] as const;
const programmes = ['Santripreneur', 'santripreneur ', 'Ekspor 2026'];

/** What happens in a world of five IKMs; each tells an event. */
const Happening = fc.record({
  ikm: fc.nat(4),
  what: fc.constantFrom('approve', 'move', 'close', 'attend', 'shop', 'product', 'want', 'live', 'order'),
  number: fc.nat(5),
});
type Happening = typeof Happening extends fc.Arbitrary<infer T> ? T : never;

interface Maker {
  facts: IkmFacts;
  days: string[];
  sales: Map<string, IsoInstant>;
  first: Partial<Record<FunnelStep, IsoInstant>>;
}

const createWorld = () => {
  const makers = new Map<string, Maker>();
  const sentras = [0, 1].map((n) => ({
    sentraId: sentraOf(n),
    regionCode: regions[n] ?? '35.73.01',
    programmes: programmes.slice(0, n + 1).map((name) => ({ name })),
  }));
  for (let n = 0; n < 5; n += 1)
    makers.set(idOf(n), {
      facts: {
        regionCode: regions[n % 3] ?? '',
        sentraId: sentraOf(n % 2),
        state: 'submitted',
        createdAt: at(0),
        history: [],
      },
      days: [],
      sales: new Map(),
      first: { enrolled: at(0) },
    });
  return { makers, sentras };
};

/** Lets it happen; answers the event that tells of it. */
const happen = ({ makers }: ReturnType<typeof createWorld>, { ikm, what, number }: Happening, n: number) => {
  const ikmId = idOf(ikm);
  const maker = makers.get(ikmId);
  if (maker === undefined) throw new Error('unreachable');
  const time = at(n * 5);
  const mark = (step: FunnelStep, when = time) => {
    maker.first[step] ??= when;
  };
  const told = (type: string, data: object = {}) => ({ type, time, data: { ikmId, ...data } });
  switch (what) {
    case 'approve':
      mark('verified');
      maker.facts = { ...maker.facts, history: [...maker.facts.history, { step: 'approve', at: time }] };
      return told('ikm.verified.v1');
    case 'move':
      maker.facts = { ...maker.facts, regionCode: regions[number % 3] ?? '', sentraId: sentraOf(number % 2) };
      return told('ikm.moved.v1');
    case 'close':
      maker.facts = { ...maker.facts, state: 'closed' };
      return told('ikm.closed.v1');
    case 'attend': {
      const day = `2026-01-0${number + 1}`;
      maker.days = [...new Set([...maker.days, day])].sort();
      maker.first.trained = toIso(Date.parse(`${maker.days[0] ?? ''}T00:00:00+07:00`));
      return told('attendance.recorded.v1');
    }
    case 'shop':
      mark('account');
      return told('account.connected.v1', { holder: { type: 'ikm', id: ikmId } });
    case 'product':
      mark('approved');
      return told('product.curated.v1', { decision: 'approve' });
    case 'want':
      for (const step of ['account', 'listed'] as const) mark(step);
      return told('listing.wanted.v1', { wanted: 'live' });
    case 'live':
      for (const step of ['account', 'listed', 'live'] as const) mark(step);
      return told('listing.went-live.v1');
    case 'order': {
      const orderId = `O${number}`;
      if (!maker.sales.has(orderId)) maker.sales.set(orderId, time);
      const [first, second] = [...maker.sales.values()].sort();
      if (first !== undefined) maker.first.ordered = first;
      if (second !== undefined) maker.first.reordered = second;
      return told('order.received.v1', { orderId, state: 'to-ship' });
    }
  }
};

/** Counts everything from the world itself, by the words of the documentation. */
const recounted = ({ makers, sentras }: ReturnType<typeof createWorld>) => {
  const numbers = new Map<string, number>();
  for (const { facts, first } of makers.values()) {
    if (facts.state === 'closed') continue;
    const sentra = sentras.find(({ sentraId }) => sentraId === facts.sentraId);
    const names = [...new Set(sentra?.programmes.map(({ name }) => name.trim().toLowerCase()))];
    for (const programme of ['', ...names])
      for (const step of funnelSteps) {
        const reached = first[step];
        if (reached === undefined) continue;
        const year = toIso(Date.parse(reached) + 7 * hour).slice(0, 4);
        const places = [
          `ID|${facts.regionCode.slice(0, 2)}`,
          `${facts.regionCode.slice(0, 2)}|${facts.regionCode.slice(0, 5)}`,
          `sentra|${facts.sentraId ?? ''}`,
        ];
        for (const place of places)
          for (const span of ['all', year]) {
            const name = `${place}|${programme}|${span}_${step}`;
            numbers.set(name, (numbers.get(name) ?? 0) + 1);
          }
      }
  }
  return Object.fromEntries([...numbers].sort());
};

const createHouse = ({ makers, sentras }: ReturnType<typeof createWorld>) => {
  const rows = new Map<string, FunnelOfIkm>();
  const numbers = new Map<string, number>();
  const deps = {
    records: {
      ikm: (ikmId: string) => Promise.resolve(makers.get(ikmId)?.facts),
      sentra: (sentraId: string) => Promise.resolve(sentras.find((each) => each.sentraId === sentraId)),
      training: (ikmId: string) => Promise.resolve([{ days: makers.get(ikmId)?.days ?? [] }]),
    },
    funnel: {
      read: (ikmId: string) => Promise.resolve(rows.get(ikmId)),
      write: (
        before: FunnelOfIkm | undefined,
        after: FunnelOfIkm,
        changes: readonly { whole: string; part: string; programme: string; amounts: Record<string, number> }[],
      ) => {
        if (rows.get(after.ikmId)?.etag !== before?.etag) return Promise.resolve('conflict' as const);
        rows.set(after.ikmId, after);
        for (const { whole, part, programme, amounts } of changes) {
          const place = whole.startsWith('S')
            ? `sentra|${part.split('#')[1] ?? ''}`
            : `${whole}|${part.split('#')[0] ?? ''}`;
          for (const [name, amount] of Object.entries(amounts)) {
            const key = `${place}|${programme}|${name}`;
            numbers.set(key, (numbers.get(key) ?? 0) + amount);
          }
        }
        return Promise.resolve('written' as const);
      },
    },
    saleOf: (orderId: string, ikmId: string) => {
      const placed = makers.get(ikmId)?.sales.get(orderId);
      return Promise.resolve(placed === undefined ? undefined : { orderId, at: placed });
    },
    ikmsOfSentra: () => Promise.resolve({ rows: [...makers.keys()], position: undefined }),
  };
  const follow = followFunnel(deps);
  const round = recountFunnel({
    ...deps,
    allIkms: () => Promise.resolve({ rows: [...makers.keys()], position: undefined }),
    round: { read: () => Promise.resolve(undefined), save: () => Promise.resolve() },
    proofs: {
      reached: (ikmId) => Promise.resolve({ ...makers.get(ikmId)?.first }),
      sales: (ikmId) =>
        Promise.resolve([...(makers.get(ikmId)?.sales ?? [])].map(([orderId, when]) => ({ orderId, at: when }))),
    },
    clock: () => start,
  });
  const counted = () => Object.fromEntries([...numbers].filter(([, number]) => number !== 0).sort());
  return { follow, round, counted };
};

const enrolledEvents = [0, 1, 2, 3, 4].map((n) => ({ type: 'ikm.enrolled.v1', time: at(0), data: { ikmId: idOf(n) } }));

describe('the funnel', () => {
  test('equals a recount, however its events are ordered and repeated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(Happening, { maxLength: 25 }),
        fc.infiniteStream(fc.nat()),
        async (happenings, dice) => {
          const world = createWorld();
          const house = createHouse(world);
          const events = [...enrolledEvents, ...happenings.map((each, n) => happen(world, each, n))];
          const roll = () => dice.next().value as number;
          const shuffled = [...events, ...events.filter(() => roll() % 3 === 0)]
            .map((event) => ({ event, by: roll() }))
            .sort((one, other) => one.by - other.by);
          for (const { event } of shuffled) await house.follow(event);
          expect(house.counted()).toEqual(recounted(world));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('equals a recount while things go on happening', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Happening, { maxLength: 25 }), async (happenings) => {
        const world = createWorld();
        const house = createHouse(world);
        for (const event of enrolledEvents) await house.follow(event);
        for (const [n, each] of happenings.entries()) {
          await house.follow(happen(world, each, n));
          expect(house.counted()).toEqual(recounted(world));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('is put right by the slow look when events were lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(Happening, fc.boolean()), { maxLength: 25 }), async (happenings) => {
        const world = createWorld();
        const house = createHouse(world);
        for (const [n, [each, isLost]] of happenings.entries()) {
          const event = happen(world, each, n);
          if (!isLost) await house.follow(event);
        }
        await house.round();
        expect(house.counted()).toEqual(recounted(world));
        await house.round();
        expect(house.counted()).toEqual(recounted(world));
      }),
      { numRuns: 80 },
    );
  });
});

const instant = fc.nat(50).map(at);
const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    reached: fc.dictionary(fc.constantFrom('trained', 'account', 'approved', 'listed', 'live'), instant),
    sales: fc.array(fc.record({ orderId: fc.constantFrom('a', 'b', 'c'), at: fc.constant(at(3)) }), { maxLength: 3 }),
  })
  .map(({ reached, sales }) => mergeEvidence({ reached: {}, sales: [] }, { reached, sales }));

test('what is known is put together in any order', () => {
  fc.assert(
    fc.property(evidence, evidence, evidence, (a, b, c) => {
      expect(mergeEvidence(a, b)).toEqual(mergeEvidence(b, a));
      expect(mergeEvidence(mergeEvidence(a, b), c)).toEqual(mergeEvidence(a, mergeEvidence(b, c)));
      expect(mergeEvidence(a, a)).toEqual(a);
    }),
  );
});

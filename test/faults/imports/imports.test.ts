import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ulid } from 'ulid';
import { createWorld, Death, endOf, officer, photos, settle, sheet, upload, type World } from './world.ts';

const importId = '01JCXQ9B2C4D6E8F0G2H4J6K8M';
const rows = 80;

const checked = async (of = rows): Promise<World> => {
  const world = createWorld();
  await upload(world, importId, sheet(of), await photos(of));
  return world;
};

/** The whole way of an import, its officer committing it once it is checked. */
const whole = async (world: World, deliver?: Parameters<typeof settle>[1]): Promise<void> => {
  await settle(world, deliver);
  await world.commit(officer, importId);
  await settle(world, deliver);
};

const undisturbed = async (of = rows): Promise<World> => {
  const world = await checked(of);
  await whole(world);
  return world;
};

test('an undisturbed import ends with all good rows in, a report of the others, and nothing left behind', async () => {
  const world = await undisturbed();
  const [done] = world.imports.values();
  const refused = [...Array(rows).keys()].filter((n) => n % 10 === 9 || n % 17 === 16).length;
  expect(done).toMatchObject({
    state: 'finished',
    done: rows,
    counts: { created: rows - refused, changed: 0, same: 0, refused },
    report: { rows: refused },
  });
  expect(world.register.size).toBe(rows - refused);
  expect([...world.objects.keys()]).toEqual([`imports/reports/${importId}`]);
  const [found] = world.findings.values();
  const codes = [...(found?.problems ?? []), ...(found?.aboutFiles ?? [])].map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['refused', 'photo-file-unmatched', 'photo-file-not-an-image']));
  // a photo per seventh row, and a second one of a product that has one
  expect(done?.counts.photos).toBe(world.uploads.size - 1);
  const report = world.objects.get(`imports/reports/${importId}`)?.toString('utf8').trim().split('\r\n') ?? [];
  expect(report).toHaveLength(refused + 1);
  expect(report[0]).toMatch(/;Masalah;Saran$/);
});

describe('killed anywhere, it ends as if nothing had happened', () => {
  test.each(['before', 'after'] as const)(
    '%s any call',
    async (when) => {
      const smooth = await checked();
      smooth.dieAt(() => undefined);
      await whole(smooth);
      const end = endOf(smooth);
      const steps = smooth.calls();
      expect(steps).toBeGreaterThan(120);
      for (let step = 1; step <= steps; step += 1) {
        const world = await checked();
        world.dieAt((call) => (call === step ? when : undefined));
        await whole(world);
        expect({ step, end: endOf(world) }).toEqual({ step, end });
      }
    },
    240_000,
  );

  test('at 20 points of one run', async () => {
    const many = 300;
    const end = endOf(await undisturbed(many));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(69), { minLength: 20, maxLength: 20 }), async (offsets) => {
        // spread over the way, so that each kill meets another stretch of rows
        const points = offsets.map((offset, n) => 70 * n + offset);
        const world = await checked(many);
        world.dieAt((call) => (points.includes(call) ? (call % 2 === 0 ? 'before' : 'after') : undefined));
        await whole(world);
        expect(endOf(world)).toEqual(end);
      }),
      { numRuns: 3, seed: 20 },
    );
  }, 240_000);
});

test('every message delivered twice, two workers at a time', async () => {
  const end = endOf(await undisturbed());
  const world = await checked();
  await whole(world, async (message) => {
    const both = await Promise.allSettled([world.work(message), world.work({ ...message, id: `${message.id}-again` })]);
    for (const one of both) if (one.status === 'rejected' && !(one.reason instanceof Death)) throw one.reason;
    await world.work(message);
  });
  expect(endOf(world)).toEqual(end);
});

test('time that is up goes on in another run, and comes to the same', async () => {
  const end = endOf(await undisturbed());
  const world = await checked();
  let runs = 0;
  await whole(world, (message) => {
    runs += 1;
    return world.work(message, 0);
  });
  expect(runs).toBeGreaterThanOrEqual(3);
  expect(endOf(world)).toEqual(end);
});

test('the same file again writes nothing', async () => {
  const world = await undisturbed();
  const writes = world.writes();
  const again = ulid();
  await upload(world, again, sheet(rows), await photos(rows));
  await settle(world);
  await world.commit(officer, again);
  await settle(world);
  const { counts } = world.imports.get(again) ?? {};
  expect(counts).toMatchObject({ created: 0, changed: 0, same: world.register.size });
  expect(world.writes()).toBe(writes);
});

test('cancelled half-way, it stops between two stretches and reports the rows so far', async () => {
  const world = await checked();
  await settle(world);
  await world.commit(officer, importId);
  const message = world.messages.shift();
  if (message === undefined) throw new Error('nothing to do');
  // one stretch, then its time is up
  await world.work(message, 0);
  expect(await world.cancel(officer, importId)).toMatchObject({ state: 'running', isCancelling: true, done: 50 });
  await settle(world);
  const [ended] = world.imports.values();
  expect(ended).toMatchObject({ state: 'cancelled', done: 50 });
  expect(ended?.report?.rows).toBe(ended?.counts.refused);
  expect(world.register.size).toBe(50 - (ended?.counts.refused ?? 0));
  expect([...world.objects.keys()]).toEqual([`imports/reports/${importId}`]);
});

test('refused rows that went with the data of an erased person hold no import up', async () => {
  const world = await checked();
  await settle(world);
  await world.commit(officer, importId);
  const message = world.messages.shift();
  if (message === undefined) throw new Error('nothing to do');
  await world.work(message, 0);
  const [kept = ''] = [...world.objects.keys()].filter((key) => key.startsWith('imports/bad/'));
  expect(kept).not.toBe('');
  world.objects.delete(kept);
  await settle(world);
  const [ended] = world.imports.values();
  expect(ended).toMatchObject({ state: 'finished', done: rows });
  expect(ended?.report?.rows).toBeLessThan(ended?.counts.refused ?? 0);
  expect([...world.objects.keys()]).toEqual([`imports/reports/${importId}`]);
});

test('an import that kills its worker again and again is given up with a sentence', async () => {
  const world = await checked();
  const isTried = () => (world.imports.get(importId)?.tries ?? 0) <= 25;
  await settle(world, (message) => {
    // it dies while the file is opened, whoever tries
    world.dieAt((call) => (call === 5 && isTried() ? 'before' : undefined));
    return world.work(message);
  });
  expect(world.imports.get(importId)).toMatchObject({ state: 'failed', failure: { code: 'import-stuck' } });
  expect([...world.objects.keys()]).toEqual([]);
});

test('a file that is replaced after its arrival is not read', async () => {
  const world = await checked();
  await settle(world);
  world.objects.set(`imports/uploads/${importId}/source`, Buffer.from(sheet(3)));
  await world.receive(`imports/uploads/${importId}/source`);
  await world.commit(officer, importId);
  await settle(world);
  expect(world.imports.get(importId)).toMatchObject({ state: 'failed', failure: { code: 'upload-replaced' } });
  expect(world.register.size).toBe(0);
  expect([...world.objects.keys()]).toEqual([]);
});

test('a stretch that takes longer than a lease keeps it: nobody else begins', async () => {
  const world = createWorld();
  await upload(world, importId, sheet(rows), await photos(rows, 1));
  await settle(world);
  await world.commit(officer, importId);
  const sweeps: Promise<number>[] = [];
  const [message] = world.messages.splice(0);
  if (message === undefined) throw new Error('nothing to do');
  world.onUpload(() => {
    world.pass(9_000);
    sweeps.push(world.sweep());
  });
  await world.work(message, 10_000_000);
  expect(sweeps.length).toBeGreaterThan(40);
  expect(await Promise.all(sweeps)).toEqual(sweeps.map(() => 0));
  expect(world.imports.get(importId)).toMatchObject({ state: 'finished', done: rows });
});

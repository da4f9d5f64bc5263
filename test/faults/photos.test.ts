import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createRender, type Render } from '../../functions/process-photo/render.ts';
import { processPhoto } from '../../functions/process-photo/use-case.ts';
import type { PhotoRepository, PhotoStore } from '../../shared/domain/photo/photo-repository.ts';
import { maxUploadBytes, uploadKey } from '../../shared/domain/photo/photo.ts';
import { startDynoxide, type Dynoxide } from '../integration/dynoxide.ts';
import { as, keripik, newPhotoId, newProductId, using } from '../integration/register-b/harness.ts';
import { heic, pdf, phonePhoto, pngBomb, svg } from '../unit/functions/process-photo/images.ts';

let engine: Dynoxide;
let house: ReturnType<typeof using>;
let good: Buffer;
beforeAll(async () => {
  engine = await startDynoxide();
  house = using(await engine.createTable('register'));
  good = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#b52' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => engine.stop());

/** A bucket in memory, as strict about overwriting as S3: not at all. */
const createBucket = () => {
  const objects = new Map<string, Buffer>();
  const store: PhotoStore = {
    readUpload: async (key) => {
      const bytes = objects.get(key);
      if (bytes === undefined) return undefined;
      const etag = `"${bytes.length}-${bytes.subarray(0, 64).toString('hex')}"`;
      return { etag, bytes: bytes.length > maxUploadBytes ? undefined : bytes };
    },
    removeUpload: async (key) => void objects.delete(key),
    putRendition: async (name, bytes) => void objects.set(`renditions/${name}`, Buffer.from(bytes)),
  };
  return { objects, store };
};

const realRender = createRender();
/** Renders in no time; what it makes depends on the bytes alone. */
const quickRender: Render = async (bytes) => ({
  large: { bytes: Buffer.from(`large of ${bytes.length}`), width: 1200, height: 1200 },
  small: { bytes: Buffer.from(`small of ${bytes.length}`), width: 480, height: 373 },
  placeholder: 'data:image/webp;base64,AA==',
  advice: [],
});

class Death extends Error {}

/** Every call to the outside, so that one of them can go wrong. */
const breakable = (deps: { photos: PhotoRepository; store: PhotoStore; render: Render }) => {
  let calls = 0;
  let dead = false;
  let plan: (call: number) => 'before' | 'after' | 'death-before' | 'death-after' | undefined = () => undefined;
  const wrap =
    <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      // a dead process does nothing more, not even tidy up
      if (dead) throw new Death('dead');
      calls += 1;
      const fate = plan(calls);
      dead = fate?.startsWith('death') ?? false;
      if (fate?.endsWith('before')) throw new Death('before');
      const result = await act(...args);
      if (fate?.endsWith('after')) throw new Death('after');
      return result;
    };
  const all = {
    photos: {
      begin: wrap(deps.photos.begin),
      giveBack: wrap(deps.photos.giveBack),
      finish: wrap(deps.photos.finish),
      giveUp: wrap(deps.photos.giveUp),
    },
    store: {
      readUpload: wrap(deps.store.readUpload),
      removeUpload: wrap(deps.store.removeUpload),
      putRendition: wrap(deps.store.putRendition),
    },
    render: wrap(deps.render),
  };
  return {
    ...all,
    calls: () => calls,
    fail: (next: typeof plan) => {
      calls = 0;
      plan = next;
    },
    revive: () => {
      dead = false;
    },
  };
};

const set = async (render: Render = quickRender) => {
  const ikmId = await house.newIkm();
  const owner = as('pemilik', ikmId);
  const productId = newProductId();
  const photoId = newPhotoId();
  await house.save(owner, { ikmId, productId, body: keripik, ifMatch: undefined });
  await house.issue(owner, { productId, request: { photoId, contentType: 'image/jpeg', bytes: maxUploadBytes } });
  const { objects, store } = createBucket();
  const world = breakable({ photos: house.photos, store, render });
  const rejected: string[] = [];
  const process = processPhoto({ ...world, onRejected: ({ reason }) => rejected.push(reason) });
  const key = uploadKey(productId, photoId);
  /** Delivers a message until it is taken, as the queue does. @returns how often it took. */
  const deliver = async (messageId = 'm-1'): Promise<number> => {
    for (let receive = 1; receive <= 5; receive += 1) {
      try {
        await process({ key, messageId });
        return receive;
      } catch (error) {
        if (!(error instanceof Death)) throw error;
        world.revive();
      }
    }
    return Infinity;
  };
  const state = async () => (await house.products.read(productId))?.photos.find((each) => each.photoId === photoId);
  const expectReady = async (from: Buffer) => {
    const { large, small } = await quickRender(from, { width: 1, height: 1 });
    const photo = await state();
    if (photo?.state !== 'ready') throw new Error(`the photo is ${JSON.stringify(photo)}`);
    expect(objects.get(`renditions/${photo.renditions.large.name}`)).toEqual(large.bytes);
    expect(objects.get(`renditions/${photo.renditions.small.name}`)).toEqual(small.bytes);
    expect(objects.has(key)).toBe(false);
    expect(rejected).toEqual([]);
  };
  return { world, objects, process, deliver, state, expectReady, rejected, key, owner, productId, photoId };
};

describe('whatever goes wrong on the way, a good photo becomes ready', () => {
  test.each(['before', 'after', 'death-before', 'death-after'] as const)('one call fails: %s', async (fate) => {
    const smooth = await set();
    smooth.objects.set(smooth.key, good);
    await smooth.deliver();
    const steps = smooth.world.calls();
    expect(steps).toBeGreaterThanOrEqual(7);
    for (let step = 1; step <= steps; step += 1) {
      const { world, objects, deliver, expectReady, key } = await set();
      objects.set(key, good);
      let done = false;
      world.fail((call) => {
        if (done || call !== step) return undefined;
        done = true;
        return fate;
      });
      expect(await deliver()).toBeLessThanOrEqual(2);
      await expectReady(good);
    }
  });

  test('the store refuses four times running: that is not the photo’s fault', async () => {
    const { world, objects, deliver, expectReady, key } = await set();
    objects.set(key, good);
    let refusals = 0;
    // 1 read, 2 begin, 3 render, 4 and 5 put
    world.fail((call) => (call % 6 === 4 && (refusals += 1) <= 4 ? 'before' : undefined));
    expect(await deliver()).toBeLessThanOrEqual(5);
    expect(refusals).toBeGreaterThanOrEqual(4);
    await expectReady(good);
  });

  test('news that comes five times, at once and again later', async () => {
    const { objects, deliver, expectReady, key, world } = await set();
    objects.set(key, good);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => deliver(id)));
    await expectReady(good);
    const before = world.calls();
    await deliver('a');
    // one look at the store, one at the record
    expect(world.calls() - before).toBe(2);
    await expectReady(good);
  });
});

describe('the first object counts', () => {
  const other = (): Buffer => Buffer.concat([good, Buffer.from('later')]);

  test('a later one is removed, and changes nothing', async () => {
    const { objects, deliver, expectReady, key } = await set();
    objects.set(key, good);
    await deliver('first');
    objects.set(key, other());
    await deliver('second');
    await expectReady(good);
  });

  test('overwritten while it is processed: the first is finished', async () => {
    let overwrite = (): void => undefined;
    const world = await set(async (bytes, size) => {
      overwrite();
      return quickRender(bytes, size);
    });
    world.objects.set(world.key, good);
    overwrite = () => world.objects.set(world.key, other());
    await world.deliver('first');
    await world.expectReady(good);
    await world.deliver('second');
    await world.expectReady(good);
  });

  test('overwritten after its process died: the photo is refused, not left waiting for ever', async () => {
    for (const order of [
      ['first', 'second'],
      ['second', 'first'],
    ]) {
      const { world, objects, process, deliver, state, key } = await set();
      objects.set(key, good);
      world.fail((call) => (call === 3 ? 'death-before' : undefined));
      await expect(process({ key, messageId: 'first' })).rejects.toBeInstanceOf(Death);
      world.revive();
      objects.set(key, other());
      for (const id of order) await deliver(id);
      expect(await state()).toMatchObject({ state: 'rejected', reason: 'photo-replaced' });
      expect(objects.size).toBe(0);
    }
  });

  test('of a deleted photo: removed, nothing made', async () => {
    const { objects, deliver, key, owner, productId, photoId } = await set();
    await house.deletePhoto(owner, { productId, photoId });
    objects.set(key, good);
    await deliver();
    expect(objects.size).toBe(0);
  });

  test('news of an upload that nobody can read is not swallowed while its photo waits', async () => {
    const { process, key } = await set();
    await expect(process({ key, messageId: 'm' })).rejects.toThrow('waits for an upload');
  });
});

test('an image that kills the process is refused at its third try', async () => {
  const { world, objects, deliver, state, rejected, key } = await set();
  objects.set(key, good);
  // read, begin, and then decoding takes the process down: twice
  world.fail((call) => (call === 3 || call === 6 ? 'death-before' : undefined));
  expect(await deliver()).toBe(3);
  expect(await state()).toMatchObject({ state: 'rejected', reason: 'photo-unreadable' });
  expect(rejected).toEqual(['photo-unreadable']);
  expect(objects.size).toBe(0);
});

describe('what is refused, with its reason and without a trace', () => {
  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['photo-empty', () => Buffer.alloc(0)],
    ['photo-type-pdf', () => pdf],
    ['photo-type-svg', () => svg],
    ['photo-type-heic', () => heic],
    ['photo-not-an-image', () => randomBytes(5_000)],
    ['photo-too-large', () => Buffer.concat([good, Buffer.alloc(16 * 1024 * 1024)])],
    ['photo-too-many-pixels', () => pngBomb(20_000)],
    ['photo-unreadable', async () => (await phonePhoto(1600, 1200)).subarray(0, 60_000)],
    ['photo-unreadable', () => Buffer.concat([good.subarray(0, 400), randomBytes(5_000)])],
  ])('%s', async (reason, make) => {
    const { objects, deliver, state, key, rejected } = await set(realRender);
    objects.set(key, await make());
    expect(await deliver()).toBe(1);
    expect(await state()).toMatchObject({ state: 'rejected', reason });
    expect(rejected).toEqual([reason]);
    expect(objects.size).toBe(0);
  });

  test('a JPEG with a ZIP behind it is a photo, and the ZIP does not survive', async () => {
    const { objects, deliver, state, key } = await set(realRender);
    objects.set(key, Buffer.concat([good, Buffer.from('PK\u0003\u0004 evil.exe')]));
    await deliver();
    expect((await state())?.state).toBe('ready');
    for (const bytes of objects.values()) expect(bytes.includes('evil.exe')).toBe(false);
  });
});

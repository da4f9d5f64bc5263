import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, keripik, newPhotoId, newProductId, using } from './harness.ts';

let engine: Dynoxide;
let house: ReturnType<typeof using>;
beforeAll(async () => {
  engine = await startDynoxide();
  house = using(await engine.createTable('register'));
});
afterAll(() => engine.stop());

const made = async () => {
  const ikmId = await house.newIkm();
  const owner = as('pemilik', ikmId);
  const productId = newProductId();
  await house.save(owner, { ikmId, productId, body: keripik, ifMatch: undefined });
  const issue = (photoId = newPhotoId(), bytes = 3_000_000) =>
    house.issue(owner, { productId, request: { photoId, contentType: 'image/jpeg', bytes } });
  const show = (photoId: string, language: 'id' | 'en' = 'id') =>
    house.getPhoto(owner, { productId, photoId, language });
  return { ikmId, owner, productId, issue, show };
};

describe('announcing a photo', () => {
  test('gives a form bound to its key, type and size; the same again gives a fresh one for the same photo', async () => {
    const { issue, productId, show } = await made();
    const photoId = newPhotoId();
    const first = await issue(photoId);
    expect(first).toMatchObject({ created: true, state: 'waiting', expiresAt: '2026-11-22T08:10:00.000Z' });
    expect(JSON.parse(first.upload.fields['terms']!)).toEqual({
      key: `uploads/${productId}/${photoId}`,
      contentType: 'image/jpeg',
      maxBytes: 3_000_000,
      seconds: 600,
    });
    expect(await issue(photoId)).toEqual({ ...first, created: false });
    await expect(issue(photoId, 5)).rejects.toMatchObject({ code: 'photo-taken' });
    expect(await show(photoId)).toEqual({ photoId, state: 'waiting' });
  });

  test('at most 20 per product, also when 30 come at once', async () => {
    const { issue } = await made();
    const asked: PromiseSettledResult<unknown>[] = [];
    for (let round = 0; round < 10; round += 1) {
      asked.push(...(await Promise.allSettled([issue(), issue(), issue()])));
    }
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    for (const each of asked) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'too-many-photos' });
    }
  });

  test('only within scope', async () => {
    const { productId } = await made();
    const request = { photoId: newPhotoId(), contentType: 'image/jpeg', bytes: 5 } as const;
    const other = as('pemilik', await house.newIkm());
    await expect(house.issue(other, { productId, request })).rejects.toMatchObject({ code: 'not-found' });
    await expect(house.getPhoto(other, { productId, photoId: request.photoId, language: 'id' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a photo’s record', () => {
  const outcome = {
    state: 'ready',
    renditions: {
      large: { name: `${'a'.repeat(32)}.jpg`, width: 1200, height: 1200, bytes: 5 },
      small: { name: `${'b'.repeat(32)}.jpg`, width: 480, height: 360, bytes: 5 },
    },
    placeholder: 'data:image/webp;base64,AA==',
    advice: ['photo-dark'],
  } as const;

  test('is decided once, by the first object that was begun', async () => {
    const { issue, productId, show } = await made();
    const { photoId } = await issue();
    const attempt = { productId, photoId, objectEtag: 'first', messageId: 'm-1' };
    expect(await house.photos.begin(attempt)).toEqual({ tries: 1 });
    expect(await house.photos.begin(attempt)).toEqual({ tries: 2 });
    await house.photos.giveBack(attempt);
    expect(await house.photos.begin(attempt)).toEqual({ tries: 2 });
    // another message counts its own tries
    expect(await house.photos.begin({ ...attempt, messageId: 'm-2' })).toEqual({ tries: 1 });
    const later = { ...attempt, objectEtag: 'later', messageId: 'm-3' };
    expect(await house.photos.begin(later)).toBe('refused');
    expect(await house.photos.finish(later, { state: 'rejected', reason: 'photo-empty' })).toBe(false);
    expect(await house.photos.finish(attempt, { ...outcome, advice: [...outcome.advice] })).toBe(true);
    expect(await house.photos.finish(attempt, { state: 'rejected', reason: 'photo-empty' })).toBe(false);
    expect(await house.photos.begin(attempt)).toBe('refused');
    expect(await show(photoId, 'en')).toEqual({
      photoId,
      state: 'ready',
      renditions: {
        large: { url: `https://bucket.example/renditions/${'a'.repeat(32)}.jpg`, width: 1200, height: 1200 },
        small: { url: `https://bucket.example/renditions/${'b'.repeat(32)}.jpg`, width: 480, height: 360 },
      },
      placeholder: outcome.placeholder,
      advice: [{ code: 'photo-dark', message: expect.stringContaining('dark') }],
    });
  });

  test('deleted while it is processed stays deleted', async () => {
    const { issue, productId, owner, show } = await made();
    const { photoId } = await issue();
    const attempt = { productId, photoId, objectEtag: 'e', messageId: 'm' };
    await house.photos.begin(attempt);
    await house.deletePhoto(owner, { productId, photoId });
    expect(await house.photos.finish(attempt, { state: 'rejected', reason: 'photo-empty' })).toBe(false);
    await expect(show(photoId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await house.photos.giveUp(attempt)).toBe('decided');
  });

  test('waits no longer when the object its message began with is gone', async () => {
    const { issue, productId, show } = await made();
    const { photoId } = await issue();
    const attempt = { productId, photoId, objectEtag: 'e', messageId: 'm' };
    expect(await house.photos.giveUp(attempt)).toBe('waiting');
    await house.photos.begin(attempt);
    await house.photos.giveBack(attempt);
    expect(await house.photos.giveUp({ ...attempt, messageId: 'other' })).toBe('waiting');
    expect(await house.photos.giveUp(attempt)).toBe('given-up');
    expect(await show(photoId)).toMatchObject({ state: 'rejected', reason: { code: 'photo-replaced' } });
  });
});

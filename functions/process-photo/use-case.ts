import { createHash } from 'node:crypto';
import { readImageHeader } from '../../shared/domain/photo/image-header.ts';
import type { Finished, PhotoRepository, PhotoStore, Try } from '../../shared/domain/photo/photo-repository.ts';
import { maxPixels, photoOfUpload, type PhotoReason, type Rendition } from '../../shared/domain/photo/photo.ts';
import { UnreadableImageError, type Picture, type Render } from './render.ts';

export interface ProcessPhotoDeps {
  readonly photos: PhotoRepository;
  readonly store: PhotoStore;
  readonly render: Render;
  readonly onRejected: (rejected: { productId: string; photoId: string; reason: PhotoReason }) => void;
}

/** An object arrived under `key`; `messageId` is the same for every delivery of this news. */
export interface Arrival {
  readonly key: string;
  readonly messageId: string;
}

/** A photo whose processing died this often before is refused instead of tried again. */
const deathsAllowed = 2;

const toRendition = ({ bytes, width, height }: Picture): Rendition => ({
  name: `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.jpg`,
  width,
  height,
  bytes: bytes.length,
});

/**
 * Turns an uploaded photo into its renditions, or refuses it with a reason. The first object under a key counts; later
 * ones are removed. Repeated, late and shuffled news do no harm.
 * @throws whatever the table or the store throws: the message then comes again, and this try does not count.
 */
export const processPhoto = ({ photos, store, render, onRejected }: ProcessPhotoDeps) => {
  const look = async (bytes: Buffer | undefined): Promise<Finished> => {
    const reject = (reason: PhotoReason): Finished => ({ state: 'rejected', reason });
    if (bytes === undefined) return reject('photo-too-large');
    const header = readImageHeader(bytes);
    if ('refused' in header) return reject(header.refused);
    if (header.width * header.height > maxPixels) return reject('photo-too-many-pixels');
    try {
      const { large, small, placeholder, advice, look: seen } = await render(bytes, header);
      const renditions = { large: toRendition(large), small: toRendition(small) };
      await Promise.all([
        store.putRendition(renditions.large.name, large.bytes),
        store.putRendition(renditions.small.name, small.bytes),
      ]);
      return { state: 'ready', renditions, placeholder, advice, ...(seen === undefined ? {} : { look: seen }) };
    } catch (error) {
      if (error instanceof UnreadableImageError) return reject('photo-unreadable');
      throw error;
    }
  };

  const decide = async (attempt: Try, tries: number, bytes: Buffer | undefined): Promise<void> => {
    try {
      const outcome: Finished =
        tries > deathsAllowed ? { state: 'rejected', reason: 'photo-unreadable' } : await look(bytes);
      const wasFirst = await photos.finish(attempt, outcome);
      if (wasFirst && outcome.state === 'rejected') {
        onRejected({ productId: attempt.productId, photoId: attempt.photoId, reason: outcome.reason });
      }
    } catch (error) {
      await photos.giveBack(attempt);
      throw error;
    }
  };

  const giveUp = async (attempt: Omit<Try, 'objectEtag'>): Promise<'given-up' | 'waiting' | 'decided'> => {
    const given = await photos.giveUp(attempt);
    const { productId, photoId } = attempt;
    if (given === 'given-up') onRejected({ productId, photoId, reason: 'photo-replaced' });
    return given;
  };

  return async ({ key, messageId }: Arrival): Promise<void> => {
    const address = photoOfUpload(key);
    // no form of ours leads there; the bucket's lifecycle clears it
    if (address === undefined) return;
    const upload = await store.readUpload(key);
    if (upload === undefined) {
      if ((await giveUp({ ...address, messageId })) !== 'waiting') return;
      throw new Error('a photo waits for an upload that cannot be read');
    }
    const attempt = { ...address, objectEtag: upload.etag, messageId };
    const begun = await photos.begin(attempt);
    if (begun !== 'refused') await decide(attempt, begun.tries, upload.bytes);
    else await giveUp(attempt);
    // the original may tell where its owner lives
    await store.removeUpload(key);
  };
};

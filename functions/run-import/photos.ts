import { each } from '../../shared/domain/at-once.ts';
import type { Occurrence } from '../../shared/domain/import/findings.ts';
import { photoIdOf, photoProblem, type PhotoMatch } from '../../shared/domain/import/photo-files.ts';
import type { LinedEntry } from '../../shared/domain/intake/entry.ts';
import { readImageHeader } from '../../shared/domain/photo/image-header.ts';
import { uploadKey, type Photo, type PhotoReason, type UploadType } from '../../shared/domain/photo/photo.ts';
import { toIso } from '../../shared/domain/time.ts';
import { FileProblem } from '../../shared/tabular/file-problem.ts';
import { ProductId } from '../../shared/domain/ids.ts';
import type { ZippedFile } from '../../shared/tabular/zip/open-zip.ts';
import type { RunImportDeps } from './ports.ts';

/** Photos read and sent at a time: each may be 12 MB. */
const atOnce = 6;

const typeOf = (name: string): UploadType =>
  /\.png$/i.test(name) ? 'image/png' : /\.webp$/i.test(name) ? 'image/webp' : 'image/jpeg';

const contentOf = async ({ open }: ZippedFile): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** What the first look at a photo's bytes finds; the rest is found when it is processed. */
const isNoPhoto = (reason: PhotoReason): boolean =>
  reason === 'photo-empty' || reason === 'photo-not-an-image' || reason.startsWith('photo-type-');

/** A row with the photos that belong to it named in its product. */
export const withPhotos = (lined: LinedEntry, match: PhotoMatch<ZippedFile>): LinedEntry => {
  const { line, entry } = lined;
  const files = match.ofLine(line);
  if (entry.kind !== 'product' || files.length === 0) return lined;
  const photos = [...new Set(files.map((file) => photoIdOf(entry.ikmId, file)))];
  return { line, entry: { ...entry, body: { ...entry.body, photos } } };
};

/** Photos of one row whose product went in. */
export interface RowPhotos {
  readonly line: number;
  readonly ikmId: string;
  readonly productId: string;
}

/**
 * Brings the photos of rows that went in to their products, as if each had been uploaded there: from then on they are photos
 * like any other. Done again, it changes nothing. Answers how many there were, and which were of no use.
 */
export const bringPhotos = (
  {
    addPhotos,
    putUpload,
    refusePhoto,
    clock,
  }: Pick<RunImportDeps, 'addPhotos' | 'putUpload' | 'refusePhoto' | 'clock'>,
  match: PhotoMatch<ZippedFile>,
  keepLease: () => Promise<void>,
) => {
  const bring = async (photo: Photo, file: ZippedFile): Promise<boolean> => {
    if (photo.state !== 'waiting') return photo.state === 'ready' || !isNoPhoto(photo.reason);
    const { productId, photoId } = photo;
    try {
      const bytes = await contentOf(file);
      await putUpload(uploadKey(productId, photoId), bytes);
      const header = readImageHeader(bytes);
      return !('refused' in header) || !isNoPhoto(header.refused);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      await refusePhoto({ productId, photoId }, 'photo-not-an-image');
      return false;
    }
  };

  return async (rows: readonly RowPhotos[]): Promise<{ photos: number; problems: readonly Occurrence[] }> => {
    const problems: Occurrence[] = [];
    let photos = 0;
    const tasks: { readonly line: number; readonly photo: Photo; readonly file: ZippedFile }[] = [];
    await each(rows, atOnce, async ({ line, ikmId, productId }) => {
      const files = new Map(match.ofLine(line).map((file) => [photoIdOf(ikmId, file), file]));
      if (files.size === 0) return;
      const createdAt = toIso(clock());
      const wanted = [...files].map(([photoId, { name, size }]): Photo => ({
        productId: ProductId.parse(productId),
        photoId,
        contentType: typeOf(name),
        bytes: size,
        createdAt,
        state: 'waiting',
      }));
      for (const photo of await addPhotos(productId, wanted)) {
        const file = files.get(photo.photoId);
        if (file !== undefined) tasks.push({ line, photo, file });
      }
    });
    await each(tasks, atOnce, async ({ line, photo, file }) => {
      // large photos over a slow line take longer than a lease
      await keepLease();
      if (await bring(photo, file)) photos += 1;
      else problems.push(photoProblem('not-an-image', file.name, line));
    });
    // several went at once: their order must not depend on chance
    return {
      photos,
      problems: problems.toSorted(
        (a, b) => (a.line ?? 0) - (b.line ?? 0) || ((a.file ?? '') < (b.file ?? '') ? -1 : 1),
      ),
    };
  };
};

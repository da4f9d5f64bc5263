import * as z from 'zod';
import { Photo } from '../../domain/photo/photo.ts';
import { registerKeys } from '../keys.ts';

/** A photo as stored, with what its processing must remember beside it. */
export const PhotoRow = z
  .object({
    pk: z.string(),
    sk: z.string(),
    type: z.literal('photo'),
    /** The object that counts: the first one that was read under the photo's key. */
    objectEtag: z.string().optional(),
    /** Tries per message that were begun and not given back: what remains after a try that killed its process. */
    tries: z.record(z.string(), z.int()).optional(),
  })
  .and(Photo);

export const toPhotoRow = (photo: Photo) => ({
  ...registerKeys.photo(photo.productId, photo.photoId),
  type: 'photo',
  tries: {},
  ...photo,
});

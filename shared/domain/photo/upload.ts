import * as z from 'zod';
import { PhotoId } from '../ids.ts';
import { maxUploadBytes, UploadType, type Photo } from './photo.ts';
import { photoWords } from './words.ts';

const heicTypes = /^image\/hei[cf](-sequence)?$/i;

/** What a phone announces before it uploads a photo. */
export const UploadRequest = z.strictObject({
  photoId: PhotoId,
  contentType: z
    .string()
    .max(100)
    .refine((type) => !heicTypes.test(type), {
      abort: true,
      params: { code: 'photo-type-heic', message: photoWords['photo-type-heic'] },
    })
    .meta({ enum: UploadType.options })
    .pipe(UploadType),
  bytes: z.int().min(1).max(maxUploadBytes),
});
export type UploadRequest = z.infer<typeof UploadRequest>;

/** Whether a photo was announced by this very request. */
export const isAnnouncedBy = (photo: Photo, { contentType, bytes }: UploadRequest): boolean =>
  photo.contentType === contentType && photo.bytes === bytes;

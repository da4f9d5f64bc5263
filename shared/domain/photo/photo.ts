import * as z from 'zod';
import { PhotoId, ProductId } from '../ids.ts';
import { IsoInstant } from '../time.ts';
import { Look } from './look.ts';

/** Bytes of one upload: 12 MiB. */
export const maxUploadBytes = 12 * 1024 * 1024;
/** Pixels of one upload: what a phone's largest honest mode makes. */
export const maxPixels = 50_000_000;
/** Photos a product may have at a time. */
export const maxPhotos = 20;

export const UploadType = z.enum(['image/jpeg', 'image/png', 'image/webp']);
export type UploadType = z.infer<typeof UploadType>;

export const PhotoState = z.enum(['waiting', 'ready', 'rejected']);
export type PhotoState = z.infer<typeof PhotoState>;

/** Why an uploaded photo was refused. */
export const PhotoReason = z.enum([
  'photo-empty',
  'photo-too-large',
  'photo-too-many-pixels',
  'photo-not-an-image',
  'photo-type-heic',
  'photo-type-gif',
  'photo-type-svg',
  'photo-type-pdf',
  'photo-unreadable',
  'photo-replaced',
  'photo-not-fetched',
]);
export type PhotoReason = z.infer<typeof PhotoReason>;

/** What would make an accepted photo better. */
export const PhotoAdvice = z.enum(['photo-small', 'photo-dark', 'photo-blurred']);
export type PhotoAdvice = z.infer<typeof PhotoAdvice>;

/** One finished JPEG: `name` is made from its content, so equal pictures share one object. */
export const Rendition = z.object({
  name: z.string().regex(/^[0-9a-f]{32}\.jpg$/),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
});
export type Rendition = z.infer<typeof Rendition>;

const base = {
  productId: ProductId,
  photoId: PhotoId,
  contentType: UploadType,
  /** As announced; the upload's true size is checked by the store and again when read. */
  bytes: z.int().positive(),
  createdAt: IsoInstant,
};

/** A photo of a product: waiting for its upload or its processing, ready, or refused. Ready and refused are final. */
export const Photo = z.discriminatedUnion('state', [
  z.object({ ...base, state: z.literal('waiting') }),
  z.object({
    ...base,
    state: z.literal('ready'),
    renditions: z.object({
      /** 1200 × 1200 on white, under 1 MB: what marketplaces get. */
      large: Rendition,
      /** At most 480 on its longer side: what lists on a phone show. */
      small: Rendition,
    }),
    /** A data URL of at most 400 bytes, to show while the photo loads. */
    placeholder: z.string(),
    advice: z.array(PhotoAdvice),
    /** Absent when it is too plain to be known by, or was processed before looks were. */
    look: Look.optional(),
  }),
  z.object({ ...base, state: z.literal('rejected'), reason: PhotoReason }),
]);
export type Photo = z.infer<typeof Photo>;
export type ReadyPhoto = Extract<Photo, { state: 'ready' }>;

/** Where an upload arrives: one key per photo, so that the store's event says which photo it is. */
export const uploadKey = (productId: string, photoId: string): string => `uploads/${productId}/${photoId}`;

const Address = z.object({ productId: ProductId, photoId: PhotoId });

/** An upload's key → which photo it is; undefined for a key that no form of ours was made for. */
export const photoOfUpload = (key: string): z.infer<typeof Address> | undefined => {
  const [room, productId, photoId, ...rest] = key.split('/');
  return room !== 'uploads' || rest.length > 0 ? undefined : Address.safeParse({ productId, photoId }).data;
};

/** Where a rendition is stored. */
export const renditionKey = (name: string): string => `renditions/${name}`;

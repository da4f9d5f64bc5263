import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { PhotoId, ProductId } from '../../shared/domain/ids.ts';
import { PhotoState } from '../../shared/domain/photo/photo.ts';
import { UploadRequest } from '../../shared/domain/photo/upload.ts';
import { IsoInstant } from '../../shared/domain/time.ts';
import { anyone } from '../../shared/domain/member/member.ts';

const IssuedUpload = z
  .strictObject({
    photoId: PhotoId,
    state: PhotoState.meta({ description: 'Anything but waiting: the photo has arrived, no need to upload it again' }),
    upload: z.strictObject({ url: z.url(), fields: z.record(z.string(), z.string()) }),
    expiresAt: IsoInstant,
  })
  .meta({ id: 'IssuedUpload' });

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/products/{productId}/photos'],
  auth: 'member',
  callers: anyone,
  audit: 'product',
  tag: 'photos',
  summary: 'Announce a photo and get a form to upload it with, good for ten minutes; again: a fresh form',
  params: z.strictObject({ productId: ProductId }),
  body: UploadRequest,
  answers: { 200: IssuedUpload, 201: IssuedUpload },
  problems: ['bad-request', 'not-a-member', 'not-found', 'too-many-photos', 'photo-taken', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'PRODUCT'], write: ['PRODUCT'] }, photos: { write: ['uploads/'] } },
  impact: 'Photos cannot be uploaded.',
});

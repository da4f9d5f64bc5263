import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { PhotoId, ProductId } from '../../shared/domain/ids.ts';
import { PhotoAdvice, PhotoReason, PhotoState } from '../../shared/domain/photo/photo.ts';
import { anyone } from '../../shared/domain/member/member.ts';

const Link = z.strictObject({ url: z.url(), width: z.int(), height: z.int() });
const PhotoView = z
  .strictObject({
    photoId: PhotoId,
    state: PhotoState,
    renditions: z
      .strictObject({ large: Link, small: Link })
      .optional()
      .meta({ description: 'JPEGs; the links are good for 15 minutes' }),
    placeholder: z.string().optional().meta({ description: 'Data URL to show while the photo loads' }),
    advice: z.array(z.strictObject({ code: PhotoAdvice, message: z.string() })).optional(),
    reason: z.strictObject({ code: PhotoReason, message: z.string() }).optional(),
  })
  .meta({ id: 'Photo' });

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/products/{productId}/photos/{photoId}'],
  auth: 'member',
  callers: anyone,
  tag: 'photos',
  summary: 'A photo: waiting, ready with its renditions, or refused with the reason',
  params: z.strictObject({ productId: ProductId, photoId: PhotoId }),
  answers: { 200: PhotoView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'PRODUCT'] }, photos: { read: ['renditions/'] } },
  impact: 'Photos cannot be shown, and owners do not see why one was refused.',
});

import type { CallResult, PhotoBytes, Session } from '../connector.ts';
import { call } from './client.ts';
import { uploadImage } from './endpoints.ts';
import { mapError } from './map-error.ts';
import { UploadedImage } from './schemas.ts';

/** Puts one photo into Shopee's media space; signed as a Public API, without the shop's token. */
export const uploadPhoto = async (
  session: Session,
  photo: PhotoBytes,
): Promise<CallResult<{ readonly imageId: string }>> => {
  const form = new FormData();
  // `normal`: Shopee makes it square, as item images are
  form.set('scene', 'normal');
  form.set('image', new Blob([photo.bytes], { type: photo.contentType }), photo.name);
  const answer = await call(session, uploadImage, { form }, UploadedImage);
  if (answer.kind !== 'ok') return answer;
  const { image_info: image, image_info_list: entries } = answer.value.response;
  const [entry] = entries;
  const imageId = entry?.image_info?.image_id || image?.image_id;
  if (imageId !== undefined && imageId !== '') return { kind: 'ok', value: { imageId } };
  if (entry !== undefined && entry.error !== '') {
    return mapError(entry.error, entry.message, { creates: false, nowMs: session.clock() });
  }
  return { kind: 'retry', reason: 'Shopee gave the photo no id.' };
};

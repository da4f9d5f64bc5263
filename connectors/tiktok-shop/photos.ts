import type { CallResult, PhotoBytes, Session } from '../connector.ts';
import { call } from './client.ts';
import { uploadImage } from './endpoints.ts';
import { UploadedImage } from './schemas.ts';

/** Puts one photo into TikTok's image store; the body of multipart is not signed, and the shop's cipher not allowed. */
export const uploadPhoto = async (
  session: Session,
  photo: PhotoBytes,
): Promise<CallResult<{ readonly imageId: string }>> => {
  const form = new FormData();
  form.set('use_case', 'MAIN_IMAGE');
  form.set('data', new Blob([photo.bytes], { type: photo.contentType }), photo.name);
  const answer = await call(session, uploadImage, { form }, UploadedImage);
  return answer.kind === 'ok' ? { kind: 'ok', value: { imageId: answer.value.uri } } : answer;
};

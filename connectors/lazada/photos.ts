import type { CallResult, PhotoBytes, Session } from '../connector.ts';
import { call } from './client.ts';
import { uploadImage } from './endpoints.ts';
import { UploadedImage } from './schemas.ts';

/** "The maximum size of an image file is 1MB" (image/upload); its error 303 names 3 MB, so the smaller one is kept to. */
const maxBytes = 1024 * 1024;

/** Puts one photo on Lazada's image host. The id is its address there: products may show no others (4138). */
export const uploadPhoto = async (
  session: Session,
  photo: PhotoBytes,
): Promise<CallResult<{ readonly imageId: string }>> => {
  if (photo.bytes.byteLength > maxBytes) {
    return {
      kind: 'rejected',
      marketplaceCode: '303',
      problems: [
        {
          code: 'photo-too-large',
          path: 'photos',
          message: { id: 'Foto lebih dari 1 MB, batas Lazada.', en: 'The photo is over 1 MB, the limit of Lazada.' },
          fix: { id: 'Ganti dengan foto yang lebih kecil.', en: 'Use a smaller photo.' },
          severity: 'block',
        },
      ],
    };
  }
  const answer = await call(
    session,
    uploadImage,
    // as a file: text in this field is refused with 302 "Not supported URL"
    { file: { field: 'image', name: photo.name, content: new Blob([photo.bytes], { type: photo.contentType }) } },
    UploadedImage,
  );
  return answer.kind === 'ok' ? { kind: 'ok', value: { imageId: answer.value.data.image.url } } : answer;
};

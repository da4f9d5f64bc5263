import { randomBytes } from 'node:crypto';
import type { Image } from './model.ts';
import { parseMultipart } from '../../simulator-multipart.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';

export interface UploadedFile {
  readonly bytes: Uint8Array;
}

/** media_space.upload_image, param image: "Max 10.0 MB each", "JPG, JPEG, PNG", "image number should be less than 9". */
const maxBytes = 10 * 1024 * 1024;
const maxFiles = 9;

/** Takes the `image` files out of the multipart body. @throws Refusal */
export const readUpload = (contentType: string | undefined, body: Uint8Array<ArrayBuffer>): readonly UploadedFile[] => {
  const parts =
    parseMultipart(contentType ?? '', body) ??
    refuse('error_param', 'Wrong parameters, detail: body is not multipart/form-data.');
  const textOf = (name: string): string | undefined => {
    const part = parts.find((one) => one.name === name);
    return part === undefined ? undefined : new TextDecoder().decode(part.bytes);
  };
  // upload_image, param scene: "The value range is normal or desc"
  if (!['normal', 'desc'].includes(textOf('scene') ?? 'normal'))
    refuse('error_param', 'Wrong parameters, detail: scene.');
  // upload_image, param ratio: "only support 1:1 and 3:4", the latter "only applicable to whitelisted sellers"
  if ((textOf('ratio') ?? '1:1') !== '1:1') refuse('error_param', 'Wrong parameters, detail: ratio.');
  const files = parts.filter((part) => part.name === 'image');
  if (files.length === 0) refuse('error_param', 'Wrong parameters, detail: image is required.');
  if (files.some((part) => !part.isFile)) refuse('error_param', 'Wrong parameters, detail: image should be a file.');
  if (files.length > maxFiles) refuse('error_param', 'Wrong parameters, detail: too many images.');
  return files;
};

/**
 * upload_image, response: `image_info` for the first, `image_info_list` for each with its own error. One file that is no
 * image fails the call; of several, only its entry.
 * @throws Refusal when no file is an image
 */
export const uploadImage = (store: Store, imageUrl: (imageId: string) => string, files: readonly UploadedFile[]) => {
  const list = files.map(({ bytes }, id) => {
    const problem = bytes.byteLength > maxBytes ? 'image size exceeds 10.0 MB' : undefined;
    const seen = problem === undefined ? inspect(bytes) : undefined;
    if (seen === undefined) {
      return {
        id,
        error: 'error_param',
        message: problem ?? 'image format should be JPG, JPEG or PNG',
        image_info: null,
      };
    }
    // add_item, error_list "error_image_unavailable": an id shorter than 32 is invalid, so ids are longer
    const imageId = `id-11134207-${randomBytes(12).toString('hex')}`;
    store.saveImage({ imageId, ...seen, bytes: bytes.byteLength }, bytes);
    return {
      id,
      error: '',
      message: '',
      image_info: {
        image_id: imageId,
        image_url_list: [{ image_url_region: 'ID', image_url: imageUrl(imageId) }],
      },
    };
  });
  const first = list.find((entry) => entry.image_info !== null);
  if (first === undefined) {
    return refuse('error_param', `Wrong parameters, detail: ${list[0]?.message ?? 'image is required'}.`);
  }
  return { image_info: first.image_info, image_info_list: list };
};

/** Type by magic bytes and size from the header; undefined for what is no readable JPEG or PNG. */
const inspect = (bytes: Uint8Array): Pick<Image, 'contentType' | 'width' | 'height'> | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = pngSize(view) ?? jpegSize(view);
  return size === undefined || size.width === 0 || size.height === 0 ? undefined : size;
};

const pngSize = (view: DataView): Pick<Image, 'contentType' | 'width' | 'height'> | undefined => {
  if (view.byteLength < 45 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return undefined;
  if (view.getUint32(12) !== 0x49484452) return undefined;
  return { contentType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
};

const jpegSize = (view: DataView): Pick<Image, 'contentType' | 'width' | 'height'> | undefined => {
  if (view.byteLength < 20 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { contentType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
};

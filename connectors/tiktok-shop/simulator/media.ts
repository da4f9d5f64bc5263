import { randomBytes } from 'node:crypto';
import type { Image } from './model.ts';
import { parseMultipart } from '../../simulator-multipart.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';

/** images/upload: "JPG, JPEG, PNG, WEBP, HEIC, BMP", ≤ 10 MB, each side 100 to 20,000 px. Here JPG and PNG are read. */
const maxBytes = 10 * 1024 * 1024;
const sides = { min: 100, max: 20_000 };
const useCases = ['MAIN_IMAGE', 'ATTRIBUTE_IMAGE', 'DESCRIPTION_IMAGE', 'CERTIFICATION_IMAGE', 'SIZE_CHART_IMAGE'];

/** POST /product/202309/images/upload, multipart `data` and `use_case`. @throws Refusal */
export const uploadImage = (
  store: Store,
  imageUrl: (uri: string) => string,
  contentType: string,
  body: Uint8Array<ArrayBuffer>,
) => {
  const parts = parseMultipart(contentType, body) ?? refuse(36009023, 'Invalid content-type: not multipart/form-data.');
  const file = parts.find(({ name }) => name === 'data');
  if (file === undefined || !file.isFile) return refuse(36009004, 'Invalid parameter: data is required.');
  const given = parts.find(({ name }) => name === 'use_case');
  const useCase = given === undefined ? 'MAIN_IMAGE' : new TextDecoder().decode(given.bytes);
  if (!useCases.includes(useCase)) refuse(36009004, 'Invalid parameter: use_case.');
  if (file.bytes.byteLength > maxBytes) refuse(36009021, 'Request too large: an image has 10 MB at most.');
  const seen = inspect(file.bytes) ?? refuse(12052993, 'Image format is not supported.');
  if (Math.min(seen.width, seen.height) < sides.min || Math.max(seen.width, seen.height) > sides.max)
    refuse(12052993, 'Image size is out of range.');
  const uri = `tos-alisg-i-${randomBytes(16).toString('hex')}`;
  store.saveImage({ uri, ...seen }, file.bytes);
  return { uri, url: imageUrl(uri), width: seen.width, height: seen.height, use_case: useCase };
};

/** Type by magic bytes and size from the header; undefined for what is no readable JPEG or PNG. */
const inspect = (bytes: Uint8Array): Omit<Image, 'uri'> | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = pngSize(view) ?? jpegSize(view);
  return size === undefined || size.width === 0 || size.height === 0 ? undefined : size;
};

const pngSize = (view: DataView): Omit<Image, 'uri'> | undefined => {
  if (view.byteLength < 45 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return undefined;
  return { contentType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
};

const jpegSize = (view: DataView): Omit<Image, 'uri'> | undefined => {
  if (view.byteLength < 20 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { contentType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
};

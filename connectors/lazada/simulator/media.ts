import { randomBytes } from 'node:crypto';
import { parseMultipart } from '../../simulator-multipart.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';

/** image/upload: "JPG and PNG. The maximum size of an image file is 1MB"; 303: "less than 5000*5000px". */
const maxBytes = 1024 * 1024;
const maxSide = 5000;
/** Seller Center takes none smaller. */
const minSide = 330;

/** image/upload. @throws Refusal */
export const uploadImage = (
  store: Store,
  imageUrl: (imageId: string) => string,
  contentType: string,
  body: Uint8Array<ArrayBuffer>,
) => {
  const parts = parseMultipart(contentType, body);
  const part = parts?.find(({ name }) => name === 'image');
  if (part === undefined) return refuse('30', 'E030: Empty Request');
  // 302: "The image field should be passed in as a stream rather than a string"
  if (!part.isFile) return refuse('302', 'Not supported URL');
  if (part.bytes.byteLength > maxBytes) return refuse('303', 'E303: The image is too large');
  const seen = inspect(part.bytes);
  // 1000: "Please check that you are uploading a JPG or PNG image that meets the requirements"
  if (seen === undefined) return refuse('302', 'Not supported URL');
  if (Math.max(seen.width, seen.height) >= maxSide) return refuse('303', 'E303: The image is too large');
  if (Math.min(seen.width, seen.height) < minSide) return refuse('302', 'The image is too small');
  const imageId = `${randomBytes(16).toString('hex')}.${seen.contentType === 'image/png' ? 'png' : 'jpg'}`;
  store.saveImage({ imageId, contentType: seen.contentType }, part.bytes);
  return { image: { url: imageUrl(imageId), hash_code: imageId.slice(0, 32) } };
};

interface Seen {
  readonly contentType: 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
}

/** Type by magic bytes and size from the header; undefined for what is no readable JPEG or PNG. */
const inspect = (bytes: Uint8Array): Seen | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pngSize(view) ?? jpegSize(view);
};

const pngSize = (view: DataView): Seen | undefined => {
  if (view.byteLength < 45 || view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) return undefined;
  return { contentType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
};

const jpegSize = (view: DataView): Seen | undefined => {
  if (view.byteLength < 20 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < view.byteLength;) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { contentType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
};

import sharp from 'sharp';
import { readImageHeader } from '../../shared/domain/photo/image-header.ts';
import { lookOf } from '../../shared/domain/photo/look.ts';
import { maxPixels } from '../../shared/domain/photo/photo.ts';

/** Enough for a grid of 9 × 8 fields. */
const side = 144;
/** Seconds that libvips may spend on one picture. */
const decodeSeconds = 20;
const white = { r: 255, g: 255, b: 255 };

/** sharp for one photo at a time: what a photo looks like, undefined for what is no picture that we would take. */
export const createLook = (): ((bytes: Uint8Array) => Promise<string | undefined>) => {
  sharp.concurrency(1);
  sharp.cache(false);
  return async (bytes) => {
    const header = readImageHeader(Buffer.from(bytes));
    if ('refused' in header || header.width * header.height > maxPixels) return undefined;
    try {
      const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
        .timeout({ seconds: decodeSeconds })
        .autoOrient()
        .resize(side, side, { fit: 'inside' })
        .flatten({ background: white })
        .toColourspace('srgb')
        .raw()
        .toBuffer({ resolveWithObject: true });
      return lookOf({ data, ...info });
    } catch {
      return undefined;
    }
  };
};
